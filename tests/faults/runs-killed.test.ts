import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findSupervisor } from '../../server/runner/attach.ts';
import { findProcess } from '../../server/runner/process-identity.ts';
import { runDirectory } from '../../server/runner/spec.ts';
import { ApiClient } from '../helpers/api-client.ts';
import { openTestCore, type TestCore } from '../helpers/core.ts';
import { query } from '../helpers/database.ts';
import { until } from '../helpers/until.ts';
import { times } from './numbers.ts';
import { createServers, running } from './servers.ts';
import { startFresh } from './truth.ts';

const kills = times(5, 50);
const bothKills = times(3, 20);
const atOnce = 5;

/** Counts on stdout, and before that in a file of its own, which is the truth; the number of its process is the first line there. */
const counting = (directory: string): string =>
  `number=$(sed -n 's/.*"deployment_id": *"\\([0-9]*\\)".*/\\1/p' "$2"); truth='${directory}'/truth.$number
echo $$ > "$truth"; i=0; while [ $i -lt 900 ]; do i=$((i+1)); echo "line $i" >> "$truth"; echo "line $i"; sleep 0.02; done`;

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore({ env: { FASTDEPLOY_MAX_CONCURRENT: String(atOnce) } });
  await core.write('counts', { script: counting(core.flagsDir), config: { concurrency: 'parallel' } });
});
afterAll(async () => {
  await core[Symbol.asyncDispose]();
});

test('a run whose supervisor is killed is lost soon, with its script gone and its log whole up to there', {
  timeout: 300_000,
}, async () => {
  await killRuns(kills, async (id) => {
    const supervisor = findSupervisor(await core.runDir(id));
    if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
    const killedAt = performance.now();
    const { state } = await core.ended(id);
    const tookMs = performance.now() - killedAt;
    const { pid, lines } = truthOf(id);

    expect(state).toBe('LOST');
    expect(tookMs).toBeLessThan(5_000);
    expect(findProcess(pid)).toBeNull();
    expect(lines.join('\n').startsWith((await core.logText(id)).trimEnd())).toBe(true);
  });
});

test('a run whose script is killed fails by that signal, with every line it printed', {
  timeout: 300_000,
}, async () => {
  await killRuns(kills, async (id) => {
    process.kill(truthOf(id).pid, 'SIGKILL');
    const ended = await core.ended(id);
    const { lines } = truthOf(id);
    const stored = (await core.logText(id)).split('\n').filter((line) => line.startsWith('line '));

    expect(ended).toMatchObject({ state: 'FAILURE', signal: 'SIGKILL', reason: 'killed by SIGKILL' });
    expect(lines.slice(0, stored.length)).toEqual(stored);
    expect(lines.length - stored.length).toBeLessThanOrEqual(1); // written to the file, not yet printed
  });
});

test('a run whose server and supervisor are both killed is lost at the next start, and its service is free again', {
  timeout: 600_000,
}, async () => {
  await using one = await createServers([0]);
  const [server] = one.servers;
  if (server === undefined) throw new Error('a server is needed');
  server.addService('waits', { description: 'waits' }, '#!/bin/sh\necho begun\nexec sleep 60\n');
  let api = await startFresh(server);

  for (let kill = 0; kill < bothKills; kill++) {
    const id = await api.start('waits');
    await running(api, id);
    const [row] = await query<{ run: string }>(one.connection, 'select run_id as run from deployments where id = $1', [
      id.slice(4),
    ]);
    const supervisor = findSupervisor(runDirectory(`${server.dataDir}/runs`, row?.run ?? ''));
    if (kill % 2 === 0) await server.kill();
    if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
    await delay(Math.random() * 20);
    await server.kill();
    api = new ApiClient((await server.start()).url, api.token);
    await until('the run is lost', async () => (await api.deployment(id)).state === 'LOST', 20_000);
  }

  const last = await api.start('waits');
  await running(api, last);
  await api.request('mutation ($id: ID!) { cancelDeployment(input: { id: $id }) { __typename } }', { id: last });
  await until('it is canceled', async () => (await api.deployment(last)).state === 'CANCELED', 20_000);
});

/** Starts `count` runs, some at a time, and hands each to `kill` at a random moment of its life. */
async function killRuns(count: number, kill: (id: number) => Promise<void>): Promise<void> {
  for (let done = 0; done < count; done += atOnce) {
    const ids = await Promise.all(Array.from({ length: Math.min(atOnce, count - done) }, () => core.start('counts')));
    await Promise.all(
      ids.map(async (id) => {
        await until(
          `#${id} counts`,
          () => existsSync(core.flag(`truth.${id}`)) && truthOf(id).lines.length > 0,
          20_000,
        );
        await delay(Math.random() * 500);
        await kill(id);
      }),
    );
  }
}

function truthOf(id: number): { pid: number; lines: string[] } {
  const [pid, ...lines] = readFileSync(core.flag(`truth.${id}`), 'utf8')
    .trimEnd()
    .split('\n');
  return { pid: Number(pid), lines };
}
