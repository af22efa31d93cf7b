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

/** An earlier one may be told again: a cursor is the oldest transaction under way, whoever's it is. */
async function deletionOf(name: string, viewer: Viewer, input: { after: string; services?: string[] }) {
  const told: string[] = [];
  const leaving = new AbortController();
  const activity = core.operations.deployments.activity(viewer, { ...input, signal: leaving.signal });
  for await (const event of activity) {
    if (event.kind !== 'DELETED') continue;
    told.push(event.serviceName);
    if (event.serviceName === name) leaving.abort();
  }
  return told;
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

    expect(await deletionOf(name, viewer, { after, ...services })).toContain(name);
  });

  test('is told to nobody who may not see it', async () => {
    await core.write('hidden', {});
    await core.write('seen-last', {});
    await archive('hidden');
    await archive('seen-last');
    const after = await core.operations.deployments.activityCursor(system);
    await remove('hidden');
    await remove('seen-last');

    const told = await deletionOf('seen-last', one, { after });

    expect(told).toContain('seen-last');
    expect(told).not.toContain('hidden');
  });

  test('is in the audit log, with what went, or did not happen', async () => {
    await core.write('noted', {});
    await core.run('noted');
    await archive('noted');
    const { connection } = core.database;

    await query(connection, 'alter table audit_events add constraint full_disk check (false) not valid');
    await expect(remove('noted')).rejects.toThrow();
    await query(connection, 'alter table audit_events drop constraint full_disk');
    const before = await core.operations.services.byName(system, 'noted');
    await remove('noted');

    const [written] = await query(
      connection,
      `select subject, subject_label, service, details from audit_events where action = 'service.delete' and service = 'noted'`,
    );
    expect(written).toEqual({
      ...{ subject: `svc_${before?.id}`, subject_label: 'noted', service: 'noted' },
      details: { deployments: 1 },
    });
  });

  test('needs its name typed, its directory gone and its runs over', async () => {
    await core.write('busy', { script: `: > ${core.flag('there')}\n${waitsFor(core.flag('go'))}` });

    await expect(remove('busy', 'bussy')).rejects.toThrow('type busy to delete it');
    await expect(remove('busy')).rejects.toThrow('still on disk');
    const id = await core.start('busy');
    await core.raised('there'); // RUNNING it is a moment earlier, when its script could still be missing
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
