import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from '../helpers/api-client.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';
import { type HostileCase, hostileCases } from '../server/runner/hostile-output.table.ts';
import { hostileDeployments } from './hostile-deployments.table.ts';
import { startFresh } from './truth.ts';

const maxServerBytes = 250 * 1024 * 1024;

let server: ServerProcess;
let api: ApiClient;
beforeAll(async () => {
  server = new ServerProcess();
  for (const [index, hostile] of hostileCases.entries()) addHostileService(`case-${index}`, hostile);
  api = await startFresh(server);
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

describe('the deployment of', () => {
  test.each(hostileCases.map((hostile, index) => ({ ...hostile, service: `case-${index}` })))(
    '$name ends as the table says, in bounded memory of the server',
    { timeout: 120_000 },
    async ({ service, ...hostile }) => {
      const expected = hostileDeployments[hostile.name];
      if (expected === undefined) throw new Error(`no row for ${hostile.name}`);
      if ('refused' in expected) return expect(api.start(service)).rejects.toThrow(expected.refused);
      using memory = new ServerMemory(server.pid);

      const id = await api.start(service);
      const deployment = await until('it has ended', () => endedView(id), 110_000);

      expect(deployment.steps).toHaveLength(Array.isArray(expected.steps) ? expected.steps.length : expected.steps);
      if (Array.isArray(expected.steps))
        expect(deployment.steps.map((step) => [step.name, step.state])).toEqual(expected.steps);
      expect(deployment).toMatchObject({
        state: expected.state,
        reason: expected.reason?.replace('SCRIPT', path.join(server.servicesDir, service, 'deploy.sh')) ?? null,
        exitCode: hostile.code,
        signal: hostile.signal ?? null,
        logLineCount: hostile.lines + (expected.notes ?? 0),
      });
      expect(memory.peak).toBeLessThan(maxServerBytes);
      expect(memory.peak).toBeGreaterThan(0);
    },
  );
});

async function endedView(id: string) {
  const deployment = await api.deployment(id);
  return deployment.finished ? deployment : null;
}

function addHostileService(name: string, { script, mode }: HostileCase): void {
  server.addService(name, { description: 'hostile' }, script ?? '');
  const file = path.join(server.servicesDir, name, 'deploy.sh');
  if (script === null) fs.rmSync(file);
  else fs.chmodSync(file, mode ?? 0o755);
}

/** The most memory the server was seen to use, sampled every 100 ms. */
class ServerMemory implements Disposable {
  peak = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    const sample = (): void => {
      const rss = /VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0;
      this.peak = Math.max(this.peak, Number(rss) * 1024);
    };
    sample();
    this.#timer = setInterval(sample, 100);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
