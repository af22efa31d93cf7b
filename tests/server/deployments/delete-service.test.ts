import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
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

  test('is told to those who look at it', async () => {
    await core.write('seen', {});
    await archive('seen');
    const leaving = new AbortController();
    const activity = core.operations.deployments.activity(system, { signal: leaving.signal, services: ['seen'] });
    const next = activity.next();
    await remove('seen').then(() => undefined);

    for (let event = await next; ; event = await activity.next()) {
      if (event.done || event.value.kind !== 'DELETED') continue;
      expect(event.value).toMatchObject({ serviceName: 'seen' });
      break;
    }
    leaving.abort();
    await activity.return();
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
