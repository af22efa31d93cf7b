import { randomUUID } from 'node:crypto';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { system, type Viewer } from '../../../server/access/viewer.ts';
import { contextOf } from '../../../server/graphql/context.ts';
import { execute, parse, subscribe, validate } from '../../../server/graphql/engine.ts';
import { createLog } from '../../../server/log.ts';
import { schema } from '../../../server/schema.ts';
import { type Asked, documentOf, pathOf } from './document.ts';
import type { Outcome } from './rules.ts';
import { gone, seed, services } from './seeds.ts';
import type { Who } from './who.ts';
import type { World } from './world.ts';

/** What somebody got for each field; what is no outcome of a rule is told in words. */
export type Answers = Map<string, Outcome | string>;

const log = createLog('silent');
const blocked = '198.51.100.1';
let addresses = 0;

/** Asks as one of everybody. A field that fails takes its siblings with it, so then each is asked for alone. */
export async function ask(world: World, who: Who, asked: Asked): Promise<Answers> {
  const text = await prepared(world, documentOf(asked));
  const results = await run(world, world.viewers[who], text);
  await restore(world, text);
  const names = asked.fields.map((field) => /^\w+/.exec(field)?.[0] ?? '');
  const errors = results.flatMap((result) => result.errors ?? []);
  const [error] = errors;
  const isWhole = error?.path !== undefined && error.path.length <= pathOf(asked.way).length;
  if (error !== undefined && !isWhole && names.length > 1) {
    const single = asked.fields.map((field) => ask(world, who, { ...asked, fields: [field] }));
    return new Map((await Promise.all(single)).flatMap((answers) => [...answers]));
  }
  const objects = results.flatMap(({ data }) => objectsAt(data, pathOf(asked.way)));
  const answers: Answers = new Map(
    names.map((name) => [name, error === undefined ? outcomeOf(objects.map((object) => object[name])) : codeOf(error)]),
  );
  const leaked = [...answers.values()].includes('shown') ? null : leakIn(results, text);
  return leaked === null ? answers : new Map(names.map((name) => [name, `hidden, but the answer holds ${leaked}`]));
}

async function run(world: World, viewer: Viewer, text: string): Promise<ExecutionResult[]> {
  const document = parse(text);
  const problems = validate(schema, document);
  if (problems.length > 0) throw new Error(`${problems[0]?.message}\n${text}`);
  addresses += 1;
  const remoteAddress = text.includes('blocked address') ? blocked : `10.0.${addresses >> 8}.${addresses & 255}`;
  const token = text.includes('changePassword') ? byLink(viewer.token) : viewer.token;
  const caller = { ...viewer, token, remoteAddress };
  const listener = { viewer: caller, ended: new AbortController().signal, onChange: () => () => undefined };
  const facts = {
    operations: world.core.operations,
    log,
    version: '1',
    defaultTimeoutSeconds: 60,
    queryTimeoutMs: 10_000,
    publicUrl: world.url,
  };
  const contextValue = contextOf(facts, {
    ...{ viewer: caller, requestId: randomUUID(), listener },
    cookie: { set: () => undefined, clear: () => undefined },
  });
  if (!text.startsWith('subscription')) return [await execute({ schema, document, contextValue })];
  return collect(await subscribe({ schema, document, contextValue }), text);
}

/** As if the session had begun with a one-time link: a password may be set without the old one. */
function byLink(token: Viewer['token']): Viewer['token'] {
  return token && { ...token, setsPasswordUntil: new Date('2999-01-01') };
}

/** Reads a stream until what was asked for is there: of the activity one event, else the first of the type, or its end. */
async function collect(stream: Awaited<ReturnType<typeof subscribe>>, text: string): Promise<ExecutionResult[]> {
  if (!(Symbol.asyncIterator in stream)) return [stream];
  const results: ExecutionResult[] = [];
  for await (const result of stream) {
    results.push(result);
    if (result.errors || text.includes('activity(') || text.includes('[BLOCKED]')) break;
  }
  return results.filter(({ data }) => !JSON.stringify(data ?? null).includes(`"ofService":"${services.control}"`));
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function objectsAt(data: unknown, path: string[]): Json[] {
  const values = Array.isArray(data) ? data : [data];
  const [next, ...rest] = path;
  const objects = values.filter(isObject);
  return next === undefined ? objects : objects.flatMap((object) => objectsAt(object[next], rest));
}

function outcomeOf(values: unknown[]): Outcome | string {
  const typeName = String(values.find(isObject)?.__typename ?? '');
  if (typeName.endsWith('Success')) return 'shown';
  if (typeName === 'NotFoundError') return 'hidden';
  if (typeName.endsWith('Error')) return JSON.stringify(values);
  return values.every(isEmpty) ? 'hidden' : 'shown';
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isEmpty);
  if (!isObject(value)) return !value;
  const parts = Object.entries(value).filter(([name]) => name !== '__typename');
  return parts.length > 0 && parts.every(([, part]) => isEmpty(part));
}

function codeOf({ extensions, message }: GraphQLError): Outcome | string {
  const { code } = extensions;
  if (code === 'NOT_FOUND') return 'hidden';
  return code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' ? code : `${code}: ${message}`;
}

/** A seeded text in an answer, beside what the question itself said. */
function leakIn(results: ExecutionResult[], text: string): string | null {
  const said = [...text.matchAll(/"([^"]+)"/g)].map(([, words = '']) => words);
  const answered = results.map(({ data, errors }) => JSON.stringify([data, errors?.map(({ message }) => message)]));
  const rest = said.reduce((left, words) => left.replaceAll(words, ''), answered.join('\n'));
  return seed.test(rest) ? rest.slice(0, 500) : null;
}

/** What a request uses up is made for each. */
async function prepared({ core: { operations, pool }, holders }: World, text: string): Promise<string> {
  if (text.includes('CANCELABLE')) {
    const { deployment } = await operations.deployments.start(system, { service: services.web });
    return text.replace('CANCELABLE', String(deployment.id));
  }
  if (text.includes('NEWTOKEN')) {
    const { token } = await operations.access.createToken(system, { kind: 'CONFIG', label: 'x' });
    return text.replace('NEWTOKEN', String(token.id));
  }
  if (text.includes('NEWNAME')) return text.replace('NEWNAME', `made-${randomUUID()}`);
  if (text.includes('SIGNER')) {
    const signer = await operations.access.userByName(system, 'signer');
    return text.replace('SIGNER', String(signer?.id));
  }
  if (text.includes('changePassword')) await pool.query(anotherSession, [Object.values(holders).map(({ id }) => id)]);
  if (text.includes('"CODE"')) return text.replace('CODE', await operations.access.createOnceCode(system, 'signer'));
  if (text.includes('syncServices')) await pool.query(unsync);
  return text;
}

async function restore({ core: { pool }, holders }: World, text: string): Promise<void> {
  const ids = Object.values(holders).map(({ id }) => id);
  if (text.includes('signOut'))
    await pool.query('update tokens set revoked_at = null where id = any($1) and id <> $2', [ids, holders.revoked.id]);
}

/** Every person has a second session: changing a password ends it. */
const anotherSession = `
  insert into tokens (kind, hash, prefix, user_id, expires_at)
  select 'SESSION', encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 'fd_session', user_id, '2999-01-01'
  from tokens where id = any($1) and kind = 'SESSION'`;

/** Something to add, to update and to archive for the next sync. */
const unsync = `
  delete from services where name = '${services.added}';
  update services set config_hash = 'another' where name = '${services.changed}';
  update services set state = 'READY', archived_at = null where name = '${gone}'`;

/** Somebody whose password is known, an address that has tried too often, and a start that others repeat. */
export async function prepareRepeats({ core: { operations } }: World): Promise<void> {
  await operations.access.createUser(system, { name: 'signer', password: 'correct horse', role: 'VIEWER' });
  const stranger = { ...system, role: null, remoteAddress: blocked };
  for (let n = 0; n < 50; n += 1) await operations.access.signInOnce(stranger, 'wrong').catch(() => undefined);
  await operations.deployments.start(system, { service: services.web, idempotencyKey: 'same' });
}
