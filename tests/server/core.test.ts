import pg from 'pg';
import { expect, test } from 'vitest';
import { pgConfig } from '../../server/db/connection.ts';
import { openTestCore } from '../helpers/core.ts';

test('a server that is told of changes from its first moment on starts all the same', {
  timeout: 60_000,
}, async () => {
  await using core = await openTestCore({ services: { hello: {} } });
  await core.close();
  await using told = await tellForEver(core.database.connection);

  for (let start = 0; start < 12; start++) {
    await core.open();
    await core.run('hello');
    await core.close();
  }

  expect(told.count()).toBeGreaterThan(20);
});

/** What another server says all the time, as fast as it can. */
async function tellForEver(connection: Parameters<typeof pgConfig>[0]) {
  const client = new pg.Client(pgConfig(connection));
  await client.connect();
  let count = 0;
  let stopped = false;
  const telling = (async () => {
    for (; !stopped; count++)
      await client.query(`select pg_notify('fastdeploy', $1 || n || ' changed') from generate_series(1, 300) n`, [
        'another ',
      ]);
  })();
  return {
    count: () => count,
    async [Symbol.asyncDispose]() {
      stopped = true;
      await telling;
      await client.end();
    },
  };
}
