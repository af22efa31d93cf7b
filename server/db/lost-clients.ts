import type { Pool, PoolClient } from 'pg';

/**
 * Gives the place of a client whose connection is lost back to the pool. A transaction of the ORM never returns such a
 * client: its rollback fails on the dead connection, and each loss would shrink the pool by one until nothing is left.
 */
export function releaseLostClients(pool: Pool): void {
  const lent = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_error, client) => lent.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!lent.has(client)) return;
      client.release(true);
      client.release = () => {}; // a holder that does return it must not be told that it was returned already
    });
  });
}
