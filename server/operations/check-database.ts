import pg from 'pg';
import { type Connection, pgConfig } from '../db/connection.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { type Check, fail, pass } from './check.ts';

const leastVersion = 14;
const answerMs = 5_000;

/** Whether it answers, is new enough, and has the tables of this release. */
export async function checkDatabase(connection: Connection): Promise<Check[]> {
  try {
    const version = await versionOf(connection);
    return [checkVersion(version), checkMigrations(await pendingMigrations(connection))];
  } catch (error) {
    return [unreachable(error)];
  }
}

export function unreachable(error: unknown): Check {
  const reason = error instanceof Error ? error.message : String(error);
  const hint = 'Start PostgreSQL, or correct DATABASE_URL. Without DATABASE_URL the server brings its own.';
  return fail({ code: 'DATABASE' }, `it cannot be used: ${reason}`, hint);
}

export function checkVersion(version: string): Check {
  const subject = { code: 'DATABASE' } as const;
  if (Number.parseInt(version, 10) >= leastVersion) return pass(subject, `PostgreSQL ${version} answers`);
  return fail(subject, `PostgreSQL ${version} is too old`, `Upgrade to ${leastVersion} or newer.`);
}

function checkMigrations(pending: readonly string[]): Check {
  const subject = { code: 'MIGRATIONS' } as const;
  if (pending.length === 0) return pass(subject, 'the tables are those of this release');
  return fail(
    subject,
    `missing: ${pending.join(', ')}`,
    'Run `fastdeploy migrate`, or start the server, which does so.',
  );
}

async function versionOf(connection: Connection): Promise<string> {
  const client = new pg.Client({ ...pgConfig(connection), connectionTimeoutMillis: answerMs, query_timeout: answerMs });
  client.on('error', () => {}); // the query in flight rejects with the same error
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
    return rows[0]?.version ?? '';
  } finally {
    await client.end();
  }
}
