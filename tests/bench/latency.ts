import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createClient } from 'graphql-ws';
import { ApiClient } from '../helpers/api-client.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { spread } from './statistics.ts';

const runs = 60;
/** Between two runs, so that the next spare supervisor is warm, as on an idle machine. */
const pauseMs = 1_300;

/** Prints its own clock in its first event, in milliseconds since 1970 with fractions. */
const script = '#!/bin/sh\nprintf \'{"name":"clock","state":"success","message":"%s"}\\n\' "$(date +%s.%N)"\n';

/** From the start mutation until a subscriber has the script's first event, next to a bare spawn of the script. */
export async function benchLatency(): Promise<string[]> {
  const lines = [`bare spawn of the script until its first line: ${spread(await bareSpawn(null))}`];
  lines.push(...(await measure(null, 'without sudo')));
  if (hasSudo()) {
    lines.push(`bare spawn through sudo until its first line:  ${spread(await bareSpawn('nobody'))}`);
    lines.push(...(await measure('nobody', 'with sudo')));
  } else lines.push('sudo to nobody is not allowed here: not measured');
  return lines;
}

async function measure(user: string | null, label: string): Promise<string[]> {
  await using server = new ServerProcess(user === null ? {} : { FASTDEPLOY_DEPLOY_USER: user });
  fs.chmodSync(server.directory, 0o755);
  server.addService('clock', { description: 'says what time it is' }, script);
  const { url, signInCode } = await server.start();
  const api = await ApiClient.signInOnce(url, signInCode ?? '');
  const arrivals: number[] = [];
  const spawns: number[] = [];
  for (let run = 0; run < runs; run++) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const { arrivedMs, printedMs } = await oneRun(api);
    arrivals.push(arrivedMs);
    spawns.push(printedMs);
  }
  return [
    `start to the subscriber's arrival, ${label}: ${spread(arrivals)} (${runs} runs)`,
    `  of that until the script read its clock:   ${spread(spawns)}`,
  ];
}

/** Subscribes to the activity first, then to the deployment as soon as its id is known, as a dashboard would. */
async function oneRun(api: ApiClient): Promise<{ arrivedMs: number; printedMs: number }> {
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${api.token}` },
    lazy: false,
  });
  await new Promise((resolve) => client.on('connected', resolve));
  const startedAt = Date.now() + (performance.now() % 1);
  const started = performance.now();
  const id = await api.start('clock');
  const query =
    'subscription ($id: ID!) { deploymentEvents(id: $id) { ... on StepChanged { step { name message } } } }';
  for await (const { data } of client.iterate<{ deploymentEvents: { step?: { message: string } } }>({
    query,
    variables: { id },
  })) {
    const message = data?.deploymentEvents.step?.message;
    if (!message) continue;
    const arrivedMs = performance.now() - started;
    await client.dispose();
    return { arrivedMs, printedMs: Number(message) * 1_000 - startedAt };
  }
  throw new Error('the stream ended without the event');
}

async function bareSpawn(user: string | null): Promise<number[]> {
  const directory = fs.mkdtempSync('/var/tmp/fastdeploy-bench-');
  try {
    fs.chmodSync(directory, 0o755);
    const file = path.join(directory, 'clock.sh');
    fs.writeFileSync(file, script, { mode: 0o755 });
    const samples: number[] = [];
    for (let run = 0; run < runs; run++) {
      const started = performance.now();
      const child = user === null ? spawn(file) : spawn('sudo', ['-n', '-u', user, file]);
      await once(child.stdout, 'data');
      samples.push(performance.now() - started);
      if (child.exitCode === null) await once(child, 'exit');
    }
    return samples;
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

function hasSudo(): boolean {
  try {
    execFileSync('sudo', ['-n', '-u', 'nobody', '/bin/true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // no sudo, or no rule: said in the result
  }
}
