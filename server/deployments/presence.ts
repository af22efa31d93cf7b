import { hostname } from 'node:os';
import type { Pool } from 'pg';
import type { Log } from '../log.ts';
import { seenEveryMs } from './host.entity.ts';

/** Writes every ten seconds that this host is there, until it is disposed of: others can tell a busy host from one that is away. */
export function keepPresence({ pool, log, host }: { pool: Pool; log: Log; host: string }): AsyncDisposable {
  let writing = Promise.resolve();
  const write = (): void => {
    writing = writing
      .then(() => seen(pool, host))
      .catch((error: unknown) => log.warn({ err: error }, 'this host may look away to others; trying again soon'));
  };
  write();
  const timer = setInterval(write, seenEveryMs);
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await writing;
    },
  };
}

async function seen(pool: Pool, host: string): Promise<void> {
  await pool.query(
    `insert into hosts (id, name, seen_at) values ($1, $2, now()) on conflict (id) do update set name = $2, seen_at = now()`,
    [host, hostname().slice(0, 255)],
  );
}
