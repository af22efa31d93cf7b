import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Supervisors } from '../../server/runner/attach.ts';
import { journalFile, readRecords } from '../../server/runner/journal.ts';
import { prepareRun, type RunSpec } from '../../server/runner/spec.ts';
import { ApiClient } from '../helpers/api-client.ts';
import { endRuns } from '../helpers/processes.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';
import { quantile, spread } from './statistics.ts';

const starts = 20;
/** Between two starts, so that the next spare supervisor is warm, as on an idle machine. */
const pauseMs = 1_300;
const queued = 1_000;
const services = 50;
const script = '#!/bin/sh\nexec true\n';

/** How long an accepted deployment waits until its script is spawned, next to the supervisor alone; then a long queue that drains. */
export async function benchQueue(): Promise<string[]> {
  return [...(await benchStart()), ...(await benchDrain())];
}

async function benchStart(): Promise<string[]> {
  const bare = await bareSupervisor();
  await using server = new ServerProcess();
  server.addService('free', { description: 'does nothing' }, script);
  const { url, signInCode } = await server.start();
  const api = await ApiClient.signInOnce(url, signInCode ?? '');
  const samples: number[] = [];
  for (let run = 0; run < starts; run++) {
    await pause();
    const before = runsOf(server);
    const acceptedAt = Date.now();
    await api.start('free');
    const directory = await until('its run is there', () => runsOf(server).find((each) => !before.includes(each)));
    samples.push((await spawnedAt(path.join(server.dataDir, 'runs', directory))) - acceptedAt);
  }
  return [
    `hand-over to the spawned record, supervisor alone:  ${spread(bare)} (${starts} runs)`,
    `start mutation to the spawned record, free service: ${spread(samples)} (${starts} runs)`,
    `difference of the medians: ${(quantile(samples, 0.5) - quantile(bare, 0.5)).toFixed(1)} ms`,
  ];
}

/** The same supervisor with the same kind of run, handed over by nobody but this process. */
async function bareSupervisor(): Promise<number[]> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fastdeploy-bench-'));
  const runsDir = path.join(directory, 'runs');
  fs.mkdirSync(runsDir);
  const supervisors = new Supervisors({ compileCacheDir: path.join(directory, 'cache') });
  supervisors.warm();
  try {
    const file = path.join(directory, 'deploy.sh');
    fs.writeFileSync(file, script, { mode: 0o755 });
    const samples: number[] = [];
    for (let run = 0; run < starts; run++) {
      await pause();
      const handedOverAt = Date.now();
      const spec = bareSpec(directory, file, `run-${run}`);
      const runDir = await prepareRun(runsDir, spec, { accessToken: 'token', parameters: {} });
      supervisors.start(runDir);
      samples.push((await spawnedAt(runDir)) - handedOverAt);
    }
    return samples;
  } finally {
    await supervisors.close();
    await endRuns(directory, runsDir); // a supervisor that still works there would keep files in it
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

const bareSpec = (directory: string, file: string, runId: string): RunSpec => ({
  ...{ version: 1, runId, argv: [file, '--config', path.join(directory, `${runId}.json`)], cwd: directory },
  ...{ env: { PATH: process.env.PATH ?? '' }, timeoutMs: 60_000, stopGraceMs: 1_000, maxLogBytes: 1_000_000 },
  configFile: { path: path.join(directory, `${runId}.json`), group: null, content: {} },
});

/** The clock of the supervisor when it had spawned the script. */
function spawnedAt(runDir: string): Promise<number> {
  return until('the script is spawned', () => {
    if (!fs.existsSync(journalFile(runDir))) return null;
    return readRecords(journalFile(runDir), { n: 0, offset: 0 }).records.find(({ k }) => k === 'spawned')?.t;
  });
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pauseMs));

const runsOf = (server: ServerProcess): string[] => fs.readdirSync(path.join(server.dataDir, 'runs'));

async function benchDrain(): Promise<string[]> {
  await using server = new ServerProcess();
  for (let index = 0; index < services; index++) server.addService(`service-${index}`, { description: 'true' }, script);
  const { url, signInCode } = await server.start();
  const api = await ApiClient.signInOnce(url, signInCode ?? '');
  const cpuBefore = cpuMs(server.pid);
  const began = performance.now();
  const ids: string[] = [];
  for (let index = 0; index < queued; index++) ids.push(await api.start(`service-${index % services}`));
  const acceptedMs = performance.now() - began;
  for (const id of ids) while (!(await api.deployment(id)).finished) await pause(); // seldom, because asking costs the server too
  const drainedMs = performance.now() - began;
  const cpu = cpuMs(server.pid) - cpuBefore;
  const waits = await waitsOf(api, ids);
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  return [
    `${queued} deployments of true over ${services} services: accepted in ${(acceptedMs / 1_000).toFixed(1)} s, drained in ${(drainedMs / 1_000).toFixed(1)} s`,
    `  waits: mean ${(mean / 1_000).toFixed(1)} s, longest ${(Math.max(...waits) / 1_000).toFixed(1)} s (${(Math.max(...waits) / mean).toFixed(1)}x)`,
    `  CPU of the server, without database and supervisors: ${(cpu / queued).toFixed(1)} ms a deployment`,
    `  starts out of order within a service: ${await outOfOrder(api, ids)}`,
  ];
}

type Times = { createdAt: string; startedAt: string };

async function timesOf(api: ApiClient, id: string): Promise<Times> {
  const query = 'query ($id: ID!) { deployment(id: $id) { createdAt startedAt } }';
  return (await api.request<{ deployment: Times }>(query, { id })).deployment;
}

async function waitsOf(api: ApiClient, ids: string[]): Promise<number[]> {
  const waits: number[] = [];
  for (const id of ids) {
    const { createdAt, startedAt } = await timesOf(api, id);
    waits.push(Date.parse(startedAt) - Date.parse(createdAt));
  }
  return waits;
}

async function outOfOrder(api: ApiClient, ids: string[]): Promise<number> {
  let count = 0;
  const newest = new Map<number, number>();
  for (const [index, id] of ids.entries()) {
    const startedAt = Date.parse((await timesOf(api, id)).startedAt);
    if (startedAt < (newest.get(index % services) ?? 0)) count++;
    newest.set(index % services, startedAt);
  }
  return count;
}

/** User and system time of one process so far, from proc(5); a clock tick is 10 ms. */
function cpuMs(pid: number): number {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
