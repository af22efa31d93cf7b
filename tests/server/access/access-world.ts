import type { MikroORM } from '@mikro-orm/postgresql';
import { type AccessOperations, accessOperations } from '../../../server/access/access.operations.ts';
import type { AuditEvent } from '../../../server/access/audit-event.entity.ts';
import type { Role, User } from '../../../server/access/user.entity.ts';
import { nobody, system, type Viewer } from '../../../server/access/viewer.ts';
import { openOrm, poolOf } from '../../../server/db/orm.ts';
import { createTestDatabase, query, type TestDatabase } from '../../helpers/database.ts';
import { until } from '../../helpers/until.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const password = 'long enough';

/** Access on a database of its own with a clock that tests move, and people with sessions. */
export async function openAccessWorld(): Promise<AccessWorld> {
  const database = await createTestDatabase();
  return new AccessWorld(database, await openOrm(database.connection));
}

export class AccessWorld implements AsyncDisposable {
  readonly orm: MikroORM;
  readonly access: AccessOperations;
  now = Date.UTC(2026, 10, 23);
  readonly #database: TestDatabase;
  #people = 0;

  constructor(database: TestDatabase, orm: MikroORM) {
    this.#database = database;
    this.orm = orm;
    this.access = accessOperations({ orm, now: () => this.now });
  }

  async person(role: Role, given?: string): Promise<Person> {
    this.#people += 1;
    const name = given ?? `${role.toLowerCase()}-${this.#people}`;
    const user = await this.access.createUser(system, { name, password, role, serviceScope: 'ALL' });
    const { secret } = await this.signIn(name);
    return { user, secret, viewer: await this.viewer(secret) };
  }

  async signIn(name: string, given = password, from = '192.0.2.1') {
    return this.access.signIn({ ...nobody, remoteAddress: from }, { name, password: given, remember: false });
  }

  async viewer(secret: string): Promise<Viewer> {
    return (await this.access.viewerOf(secret, '192.0.2.1')).viewer;
  }

  async isGood(secret: string): Promise<boolean> {
    return (await this.access.viewerOf(secret, null)).credential === 'VALID';
  }

  /** What was written down since, oldest first. */
  async written(since = 0): Promise<AuditEvent[]> {
    const { items } = await this.access.auditEvents(system, {}, { first: 100 });
    return items.filter(({ id }) => id > since).reverse();
  }

  async lastWritten(): Promise<number> {
    return (await this.written()).at(-1)?.id ?? 0;
  }

  async sql<Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(this.#database.connection, text, values);
  }

  /** Holds up every transaction that writes to the audit log until it is released. */
  async holdAudit(): Promise<{ release(): Promise<void> }> {
    const client = await (await poolOf(this.orm)).connect();
    await client.query('begin; lock table audit_events in exclusive mode');
    return { release: () => client.query('rollback').then(() => client.release()) };
  }

  async waiting(count: number): Promise<void> {
    const sql = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await until(`${count} statements wait`, async () => (await this.sql(sql)).length === count);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.orm.close();
    await this.#database[Symbol.asyncDispose]();
  }
}

export type Person = { user: User; secret: string; viewer: Viewer };
