import type { Pool } from 'pg';

/**
 * Does the work while no other server on this database does work of the same name; null when one does. The lock lives as
 * long as its connection, so a server that dies holds nothing. It is no transaction: a long one would hold back cleaning
 * and the activity cursor of everybody.
 */
export async function holdLock<T>(pool: Pool, name: string, work: () => Promise<T>): Promise<T | null> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${key}) as held`, [name]);
    if (rows[0]?.held !== true) return null;
    try {
      return await work();
    } finally {
      await client.query(`select pg_advisory_unlock(${key})`, [name]).catch((failure: Error) => {
        broken = failure;
      });
    }
  } finally {
    client.release(broken);
  }
}

const key = `hashtextextended('fastdeploy ' || $1::text, 0)`;
