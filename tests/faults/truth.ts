import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { readRecords } from '../../server/runner/journal.ts';
import { ApiClient, type DeploymentView, linesOf, type Watched, watchDeployment } from '../helpers/api-client.ts';
import type { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';

/**
 * How a truth run is printed. `seconds` 0: at full speed. `held`: the last tenth comes line by line, and the last
 * line only once the test has done what it does to a living script, or after two minutes.
 */
export type TruthRun = { steps: number; lines: number; seconds: number; held?: true };

const exitCode = 7;

export type Truth = {
  api: ApiClient;
  id: string;
  watched: Watched;
  /** What the script put on disk before it printed it. */
  lines(): string[];
  scriptLives(): boolean;
  /** Lets a held script print the rest. */
  release(): void;
};

/** Starts a run whose script keeps its own record of what it prints, with a resuming client that watches from the start. */
export async function startTruth(server: ServerProcess, api: ApiClient, run: TruthRun): Promise<Truth> {
  const file = path.join(server.directory, 'truth.txt');
  const mayEnd = path.join(server.directory, 'may-end');
  const { held, ...pace } = run;
  const id = await api.start('truth', { ...pace, file, exitCode, ...(held && { mayEnd }) });
  const watched = watchDeployment(api, id);
  if (held) await until('the client watches', () => watched.events.length > 0, 30_000);
  const lines = (): string[] => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').slice(0, -1) : []);
  const scriptLives = (): boolean => lines().length < run.steps * 2 + run.lines;
  return { api, id, watched, lines, scriptLives, release: () => fs.writeFileSync(mayEnd, '') };
}

export function addTruthService(server: ServerProcess): void {
  const fixture = path.resolve(import.meta.dirname, '../fixtures/services/truth');
  fs.cpSync(fixture, path.join(server.servicesDir, 'truth'), { recursive: true });
}

/** A signed-in client of a server that has never been started before. */
export async function startFresh(server: ServerProcess): Promise<ApiClient> {
  const { url, signInCode } = await server.start();
  if (signInCode === null) throw new Error('the first start printed no sign-in link');
  return ApiClient.signInOnce(url, signInCode);
}

/** Kills the server at random moments, before and after it is ready, and starts it again each time. Returns the kills while the script lived. */
export async function killRepeatedly(
  server: ServerProcess,
  truth: Truth,
  kills: number,
  longestLifeMs: number,
): Promise<number> {
  let whileAlive = 0;
  for (let kill = 0; kill < kills; kill++) {
    await delay(20 + Math.random() * longestLifeMs);
    if (truth.scriptLives()) whileAlive++;
    await server.kill();
    if (kill < kills - 1) server.spawn();
  }
  await server.start();
  return whileAlive;
}

/** Truth file = journal = what the resuming client saw = download = database, and how it ended is known. */
export async function expectNothingLost(server: ServerProcess, truth: Truth, run: TruthRun): Promise<DeploymentView> {
  truth.release();
  await until('the script has ended', () => !truth.scriptLives(), (run.seconds + 120) * 1_000);
  const deployment = await until('the deployment has ended', () => endedView(truth), 60_000);
  await truth.watched.done;

  const printed = truth.lines();
  expect(printed).toHaveLength(run.steps * 2 + run.lines);
  expect(journalLines(server, truth.id)).toEqual(printed);
  expect(truth.watched.problems).toEqual([]);
  expect(linesOf(truth.watched.events)).toEqual(printed);
  expect((await truth.api.log(truth.id)).split('\n').slice(0, -1)).toEqual(printed);
  expect(deployment).toMatchObject({
    state: 'FAILURE',
    reason: `exit code ${exitCode}`,
    exitCode,
    logLineCount: printed.length,
  });
  const steps = deployment.steps.filter((step) => step.name !== 'failed step');
  expect(steps.map((step) => [step.name, step.state])).toEqual(
    Array.from({ length: run.steps }, (_, index) => [`step ${index + 1}`, 'SUCCESS']),
  );
  expect(truth.watched.events.at(-1)?.seq).toBe(deployment.lastSeq);
  return deployment;
}

async function endedView({ api, id }: Truth): Promise<DeploymentView | null> {
  const deployment = await api.deployment(id);
  return deployment.finished ? deployment : null;
}

function journalLines(server: ServerProcess, id: string): string[] {
  const runs = path.join(server.dataDir, 'runs');
  const isOf = (runId: string): boolean => {
    const { configFile } = JSON.parse(fs.readFileSync(path.join(runs, runId, 'spec.json'), 'utf8'));
    return `dep_${configFile.content.deployment_id}` === id;
  };
  const runId = fs.readdirSync(runs).find(isOf) ?? '';
  const { records } = readRecords(path.join(runs, runId, 'journal.ndjson'), { n: 0, offset: 0 }, 64 * 1024 * 1024);
  return records.flatMap((record) => (record.k === 'log' ? record.text.split('\n') : []));
}
