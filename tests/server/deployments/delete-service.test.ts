import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system, type Viewer } from '../../../server/access/viewer.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { removeService, says, waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore();
});

afterAll(() => core?.[Symbol.asyncDispose]());

const remove = (name: string, confirm = name) => core.operations.deployments.deleteService(system, name, confirm);

async function archive(name: string): Promise<void> {
  await removeService(core.servicesDir, name);
  await core.operations.services.sync(system, { force: true });
}

async function firstDeleted(viewer: Viewer, input: { after: string; services?: string[] }) {
  const leaving = new AbortController();
  const activity = core.operations.deployments.activity(viewer, { ...input, signal: leaving.signal });
  for await (const event of activity) {
    if (event.kind !== 'DELETED') continue;
    leaving.abort();
    return event;
  }
  return null;
}

let seen = 0;

describe('deleting a service', () => {
  test('takes its runs, steps, events and log with it and leaves those of others', async () => {
    await core.write('old', { script: `${says('build', 'running')}\necho a line` });
    await core.write('kept', { script: 'echo another line' });
    const [old, kept] = [await core.run('old'), await core.run('kept')];
    await archive('old');

    expect(await remove('old')).toMatchObject({ name: 'old', deployments: 1 });

    expect(await core.operations.services.byName(system, 'old')).toBeNull();
    for (const table of ['steps', 'events', 'log_chunks'])
      expect(await query(core.database.connection, `select from ${table} where deployment_id = $1`, [old.id])).toEqual(
        [],
      );
    expect(await core.logText(kept.id)).toBe('another line\n');
  });

  const one = { ...system, scope: [[{ service: 'seen-*', environment: null, id: null }]] };
  test.each([
    ['everybody', system, {}],
    ['those who look at it', system, { services: true }],
    ['those who may see it', one, {}],
  ])('is told to %s, also when they were away', async (_who, viewer, filter) => {
    const name = `seen-${++seen}`;
    const services = 'services' in filter && { services: [name] };
    await core.write(name, {});
    await archive(name);
    const after = await core.operations.deployments.activityCursor(system);
    await remove(name);

    const event = await firstDeleted(viewer, { after, ...services });

    expect(event).toMatchObject({ kind: 'DELETED', serviceName: name });
  });

  test('is told to nobody who may not see it', async () => {
    await core.write('hidden', {});
    await core.write('seen-last', {});
    await archive('hidden');
    await archive('seen-last');
    const after = await core.operations.deployments.activityCursor(system);
    await remove('hidden');
    await remove('seen-last');

    expect(await firstDeleted(one, { after })).toMatchObject({ serviceName: 'seen-last' });
  });

  test('needs its name typed, its directory gone and its runs over', async () => {
    await core.write('busy', { script: waitsFor(core.flag('go')) });

    await expect(remove('busy', 'bussy')).rejects.toThrow('type busy to delete it');
    await expect(remove('busy')).rejects.toThrow('still on disk');
    const id = await core.start('busy');
    await core.inState(id, 'RUNNING');
    await archive('busy');
    await expect(remove('busy')).rejects.toThrow('runs that are not over');
    await core.raise('go');
    await core.ended(id);
    await expect(remove('nothing')).rejects.toThrow('There is no service nothing');
    // A sync that the watcher began before the directory went may still say that it is there.
    const deleted = await until('it can be deleted', () => remove('busy').catch(() => null));
    expect(deleted).toMatchObject({ deployments: 1 });
  });
});
