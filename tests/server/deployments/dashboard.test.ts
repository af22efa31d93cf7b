import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { system, type Viewer } from '../../../server/access/viewer.ts';
import { contextOf } from '../../../server/graphql/context.ts';
import { execute } from '../../../server/graphql/engine.ts';
import { createLog } from '../../../server/log.ts';
import { schema } from '../../../server/schema.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';

let core: TestCore;
const statements = new AsyncLocalStorage<string[]>();
const original = pg.Client.prototype.query;

beforeAll(async () => {
  pg.Client.prototype.query = new Proxy(original, {
    apply(target, client, given: unknown[]) {
      statements.getStore()?.push(textOf(given[0]));
      return Reflect.apply(target, client, given);
    },
  });
  core = await openTestCore({ env: { FASTDEPLOY_MAX_CONCURRENT: '1' } });
});

afterAll(async () => {
  pg.Client.prototype.query = original;
  await core?.[Symbol.asyncDispose]();
});

/** Of a statement as pg takes it: a text, or an object that holds one. */
const textOf = (statement: unknown): string =>
  typeof statement === 'object' && statement !== null && 'text' in statement
    ? String(statement.text)
    : String(statement);

const directory = path.resolve(import.meta.dirname, '../../../client/web/api');
const documents = readdirSync(directory).filter((name) => name.endsWith('.graphql'));
const all = parse(documents.map((name) => readFileSync(path.join(directory, name), 'utf8')).join('\n'));
const page = {
  ...all,
  definitions: all.definitions.filter(
    (each) => each.kind !== Kind.OPERATION_DEFINITION || each.name?.value === 'ServicesPage',
  ),
};

const answer = z.object({
  dashboard: z.object({
    services: z.array(z.object({ name: z.string(), latestDeployment: z.looseObject({}).nullable() })),
    unfinished: z.array(z.looseObject({})),
    unregistered: z.object({ nodes: z.array(z.looseObject({ directory: z.string() })) }).nullable(),
  }),
});

/** Reads the page as the web application does; answers it with its statements. */
async function readPage(viewer: Viewer = system): Promise<{ data: z.infer<typeof answer>; sql: string[] }> {
  const sql: string[] = [];
  const { operations } = core;
  const caller = {
    viewer,
    requestId: 'test',
    listener: { viewer, ended: new AbortController().signal, onChange: () => () => undefined },
    cookie: { set: () => undefined, clear: () => undefined },
  };
  const facts = {
    ...{ operations, log: createLog('silent'), version: '0', defaultTimeoutSeconds: 0, publicUrl: 'http://x' },
    queryTimeoutMs: 10_000,
  };
  const { data, errors } = await statements.run(sql, () =>
    execute({ schema, document: page, contextValue: contextOf(facts, caller) }),
  );
  expect(errors).toBeUndefined();
  return { data: answer.parse(data), sql };
}

/** Services with a success, a failure with its steps, and a run that waits behind one that occupies the service. */
async function addServices(from: number, to: number): Promise<void> {
  const { connection } = core.database;
  await query(
    connection,
    `insert into services (name, state, config, manifest, problems, planned_steps, stats, recent_runs)
     select 's' || n, 'READY', '{}', '{"title": "t", "environment": "staging"}', '[]', '[]',
       '{"deployments": 0, "failures": 0, "p50Ms": null, "lastSuccessAt": null}', '[]' from generate_series($1::int, $2::int) n`,
    [from, to],
  );
  await query(
    connection,
    `insert into deployments (service_id, run_id, state, parameters, output, origin, actor_kind, actor_label, started_at, finished_at, exclusive_key, host)
     select s.id, gen_random_uuid(), x.state, '{}', '{}', 'web', 'USER', 'admin', now(), case when x.state in ('SUCCESS', 'FAILURE') then now() end,
       case when x.state = 'RUNNING' then s.id end, case when x.state = 'RUNNING' then '00000000-0000-0000-0000-000000000000'::uuid end
     from services s, unnest(array['SUCCESS', 'FAILURE', 'RUNNING', 'QUEUED']) with ordinality as x(state, place)
     where substr(s.name, 2)::int between $1 and $2 and (s.id % 3 = 0 or x.state in ('SUCCESS', 'FAILURE')) order by s.id, place`,
    [from, to],
  );
  await query(
    connection,
    `insert into steps (deployment_id, position, name, state) select id, 1, 'build', case state when 'FAILURE' then 'FAILURE' else 'RUNNING' end
     from deployments where state in ('FAILURE', 'RUNNING') on conflict do nothing`,
  );
}

test('needs at most 6 statements, and no more for ten times the services', async () => {
  await addServices(1, 6);
  const few = await readPage();
  await addServices(7, 60);
  const many = await readPage();

  expect(few.data.dashboard.services).toHaveLength(6);
  expect(many.data.dashboard.services).toHaveLength(60);
  expect(many.data.dashboard.unfinished).toHaveLength(40);
  expect(many.data.dashboard.services.every((service) => service.latestDeployment !== null)).toBe(true);
  expect(few.sql.length, few.sql.join('\n')).toBeLessThanOrEqual(6);
  expect(many.sql.length, many.sql.join('\n')).toBe(few.sql.length);
});

test('tells of at most 100 unfinished runs, the oldest ones, and of the latest run of every service all the same', async () => {
  await addServices(61, 260);
  const { data } = await readPage();

  expect(data.dashboard.unfinished).toHaveLength(100);
  expect(data.dashboard.services.filter((service) => service.latestDeployment === null)).toEqual([]);
});

test('shows whoever sees some services only those and their runs, in as many statements', async () => {
  const some: Viewer = { ...system, scope: [[{ id: null, service: 's1', environment: null }]] };
  const all = await readPage();
  const { data, sql } = await readPage(some);

  expect(data.dashboard.services.map((service) => service.name)).toEqual(['s1']);
  expect(data.dashboard.services[0]?.latestDeployment).not.toBeNull();
  expect(data.dashboard.unfinished.length).toBeLessThanOrEqual(2);
  expect(sql.length, sql.join('\n')).toBeLessThanOrEqual(all.sql.length + 2);
  expect((await core.operations.deployments.facets(some, {})).service.map(({ value }) => value)).toEqual(['s1']);
});

test('tells without a statement what in the services directory cannot be a service, and is whole without it', async () => {
  const nobodyWhoRegisters: Viewer = { ...system, role: 'VIEWER', ceiling: 'VIEWER' };
  mkdirSync(path.join(core.servicesDir, 'bad name'));
  const without = await readPage(nobodyWhoRegisters);
  const { data, sql } = await readPage();
  rmSync(core.servicesDir, { recursive: true });
  const gone = await readPage();

  expect(without.data.dashboard.unregistered).toBeNull();
  expect(data.dashboard.unregistered?.nodes.map(({ directory }) => directory)).toEqual(['bad name']);
  expect(sql.length, sql.join('\n')).toBe(without.sql.length);
  expect(gone.data.dashboard.unregistered?.nodes).toEqual([]);
  expect(gone.data.dashboard.services).toHaveLength(data.dashboard.services.length);
});
