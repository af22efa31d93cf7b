import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  DeploymentInProgressError,
  IdempotencyKeyReusedError,
  InvalidInputError,
  NotFoundError,
  QueueFullError,
  ServiceNotDeployableError,
} from '../../../server/errors.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { waitsFor } from '../../helpers/services.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore();
  const waiting = { script: waitsFor(core.flag('go')) };
  await core.write('waits', waiting);
  await core.write('rejects', { ...waiting, config: { concurrency: 'reject' } });
  await core.write('quick', { script: 'true' });
  await core.write('planned', { config: { steps: [{ name: 'one' }, { name: 'two' }] } });
  await core.write('secretive', {
    script: `cp "$2" '${core.flag('seen')}'; echo "password is $(grep -c . "$2")"; grep -o 'correct horse battery' "$2"`,
    config: { parameters: { properties: { password: { type: 'string', writeOnly: true }, host: { type: 'string' } } } },
  });
  await core.write('broken', { config: { steps: 'none' } });
});
afterAll(async () => {
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

const count = async (where: string): Promise<number> => {
  const [row] = await query<{ n: number }>(
    core.database.connection,
    `select count(*)::int as n from deployments where ${where}`,
  );
  return row?.n ?? 0;
};

it('stores declared steps with the deployment, before anything runs', async () => {
  const id = await core.start('planned');

  const events = await core.events(id);

  expect(events.slice(0, 3)).toMatchObject([
    { kind: 'STATE', seq: 1, data: { state: 'QUEUED' } },
    { kind: 'STEP', seq: 2, data: { position: 1, name: 'one', state: 'PENDING' } },
    { kind: 'STEP', seq: 3, data: { position: 2, name: 'two', state: 'PENDING' } },
  ]);
});

it('answers a repeated key with the deployment it started, also when ten come at once', async () => {
  for (let round = 1; round <= 5; round++) {
    const input = { idempotencyKey: `build 1.${round}`, parameters: { a: 1, b: [2] } };

    const ids = await Promise.all(Array.from({ length: 10 }, () => core.start('planned', input)));
    const again = await core.start('planned', { ...input, parameters: { b: [2], a: 1 } });

    expect(new Set([...ids, again]).size).toBe(1);
    expect(await count(`idempotency_key = 'build 1.${round}'`)).toBe(1);
  }
});

it('refuses a repeated key with other input, and takes it for another service', async () => {
  const id = await core.start('quick', { idempotencyKey: 'build 2' });

  await expect(core.start('quick', { idempotencyKey: 'build 2', parameters: { a: 1 } })).rejects.toThrow(
    IdempotencyKeyReusedError,
  );
  await expect(core.start('planned', { idempotencyKey: 'build 2' })).resolves.not.toBe(id);
});

it('refuses a second deployment of a service that rejects', async () => {
  const id = await core.start('rejects');

  await expect(core.start('rejects')).rejects.toMatchObject({ deploymentId: id });
  await expect(core.start('rejects')).rejects.toThrow(DeploymentInProgressError);
});

it('refuses a second deployment where the caller asks for it', async () => {
  const id = await core.start('waits');

  await expect(core.start('waits', { whenBusy: 'REJECT' })).rejects.toMatchObject({ deploymentId: id });
  await expect(core.start('waits', { whenBusy: 'PARALLEL' })).rejects.toThrow(InvalidInputError);
});

it('refuses the 201st unfinished deployment of a service', async () => {
  await core.start('waits');
  await query(
    core.database.connection,
    `insert into deployments (service_id, run_id, state, parameters, output, origin, actor_kind, actor_label)
     select id, gen_random_uuid(), 'QUEUED', '{}', '{}', 'test', 'SYSTEM', 'test' from services,
       generate_series(1, 200 - (select count(*)::int from deployments d join services s on s.id = d.service_id
                                 where s.name = 'waits' and d.state in ('QUEUED', 'RUNNING', 'CANCELING'))) where name = 'waits'`,
  );

  await expect(core.start('waits')).rejects.toThrow(QueueFullError);

  await query(core.database.connection, `update deployments set state = 'CANCELED' where origin = 'test'`);
});

it('refuses what is not there, not deployable or not storable', async () => {
  await expect(core.start('nobody')).rejects.toThrow(NotFoundError);
  await expect(core.start('broken')).rejects.toThrow(ServiceNotDeployableError);
  for (const input of [
    { note: 'a\0b' },
    { note: 'half \ud83d' },
    { origin: 'x'.repeat(64) },
    { idempotencyKey: 'ü' },
    { idempotencyKey: '' },
    { parameters: { a: '\0' } },
    { parameters: { '\ud83d': 1 } },
    { revision: { ref: 'main\0', sha: null, url: null } },
    { revision: { ref: null, sha: '\ud83d', url: null } },
  ])
    await expect(core.start('quick', input), JSON.stringify(input)).rejects.toThrow(InvalidInputError);
});

it('keeps who started it and from where', async () => {
  const id = await core.start('quick', {
    origin: 'ci',
    note: 'release',
    revision: { ref: 'main', sha: 'abc', url: null },
  });

  expect(await core.deployment(id)).toMatchObject({
    origin: 'ci',
    note: 'release',
    revision: { ref: 'main', sha: 'abc', url: null },
    actorKind: 'SYSTEM',
    actorLabel: 'FastDeploy',
  });
});

it('seals secrets until the script runs, shows "***", and hands them over in the config file', async () => {
  const waiting = await core.start('waits');
  await core.inState(waiting, 'RUNNING', 'QUEUED');
  const parameters = { password: 'correct horse battery', host: 'web1' };

  const id = await core.start('secretive', { parameters });
  const stored = await query<{ text: string }>(
    core.database.connection,
    'select d::text as text from deployments d where id = $1 union all select data::text from events where deployment_id = $1',
    [id],
  );
  const ended = await core.ended(id);

  expect(stored.map(({ text }) => text).join()).not.toContain('correct horse');
  expect(ended).toMatchObject({
    state: 'SUCCESS',
    parameters: { password: '***', host: 'web1' },
    sealedParameters: null,
  });
  const config = JSON.parse(await readFile(core.flag('seen'), 'utf8'));
  expect(config).toMatchObject({
    deployment_id: String(id),
    deploy_script: 'secretive/deploy.sh',
    service_name: 'secretive',
    context: { env: parameters },
    parameters,
  });
  expect(await core.logText(id)).toMatch(/^password is \d+\n(\*+\n)+$/);
  expect(await readFile(path.join(await core.runDir(id), 'journal.ndjson'), 'utf8')).not.toContain('correct horse');
});
