import fs from 'node:fs';
import path from 'node:path';
import { says, waitsFor } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';

/** A server with something of everything: see `screens.ts`. */
export type Stage = AsyncDisposable & {
  web: Web;
  /** Lets the runs of `waits` go on to their end. */
  release(): void;
};

/** Run 1 succeeded, 2 failed, 3 runs until `release`, 4 waits for 3. */
export async function startStage(): Promise<Stage> {
  await using opened = new AsyncDisposableStack();
  const web = opened.use(await startWeb({ services: { hello, fails } }));
  const flag = path.join(web.app.directory, 'may-end');
  const release = (): void => fs.writeFileSync(flag, '');
  opened.defer(release);
  await web.write('waits', { script: `${says('wait', 'running')}; echo waiting; ${waitsLong(flag)}` });
  for (const service of ['hello', 'fails', 'waits', 'waits']) await web.api.start(service);
  for (const [number, state] of Object.entries({ 1: 'SUCCESS', 2: 'FAILURE', 3: 'RUNNING', 4: 'QUEUED' }))
    await until(`run ${number} is ${state}`, async () => (await stateOf(web, number)) === state, 30_000);
  const resources = opened.move();
  return { web, release, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** The state of a run as the server knows it. */
export async function stateOf(web: Web, number: string | number): Promise<string> {
  const { deployment } = await web.api.request<{ deployment: { state: string } }>(
    'query ($id: ID!) { deployment(id: $id) { state } }',
    { id: String(number) },
  );
  return deployment.state;
}

/** Longer than every test of a stage takes together on a busy machine; `release` ends it. */
const waitsLong = (flag: string): string => Array(10).fill(waitsFor(flag)).join('\n');

const hello = {
  script: `${says('greet', 'running')}; echo hello; ${says('greet', 'success')}`,
  config: { description: 'Greets', environment: 'staging' },
};
const fails = {
  script: `${says('migrate', 'running')}; echo 'psycopg.errors.UndefinedTable: no such table' >&2; ${says('migrate', 'failure')}; exit 1`,
  config: { description: 'Fails at once', environment: 'production' },
};
