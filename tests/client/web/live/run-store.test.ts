import { afterEach, describe, expect, test } from 'vitest';
import type { RunStore } from '../../../../client/web/live/run-store.ts';
import { until } from '../../../helpers/until.ts';
import { buildRun } from '../build.ts';
import { buildRunServer, holdRun, type RunServer, stateEvent } from '../run-server.ts';

let disposals: (() => void)[] = [];

afterEach(() => {
  for (const dispose of disposals) dispose();
  disposals = [];
});

const open = async (server: RunServer): Promise<RunStore> => {
  const { store, dispose } = holdRun(server);
  disposals.push(dispose);
  await until('the run is there', () => store.view.page.kind === 'ready');
  return store;
};

describe('what events do not carry', () => {
  const outcome = {
    ...{ version: 'v2', output: { version: 'v2' }, cancelReason: null, revision: null, next: null },
    ...{ configHash: 'c', scriptHash: 's', failure: { step: null, message: 'exit code 1', firstErrorLine: 3 } },
  };

  test('is read again when the run ends', async () => {
    const server = buildRunServer(buildRun());
    server.answers.RunOutcome = () => ({ data: { deployment: outcome } });
    const store = await open(server);

    server.send(stateEvent(1, { state: 'FAILURE', finished: true }));

    await until('the outcome is shown', () => store.view.run?.version === 'v2');
    expect(store.view.run).toMatchObject({ ...outcome, state: 'FAILURE', lastSeq: 1 });
  });

  test('is read once more when the state changes while it is read', async () => {
    const server = buildRunServer(buildRun({ state: 'QUEUED' }));
    server.answers.RunOutcome = () => {
      const version = `v${server.asked.filter(({ name }) => name === 'RunOutcome').length}`;
      return { data: { deployment: { ...outcome, version } } };
    };
    const store = await open(server);

    server.send(stateEvent(1, {}));
    server.send(stateEvent(2, { state: 'SUCCESS', finished: true }));

    await until('the outcome is shown', () => store.view.run?.version === 'v2');
    expect(store.view.run?.state).toBe('SUCCESS');
  });
});
