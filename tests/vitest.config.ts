import path from 'node:path';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
const exclude = ['tests/bench/**', 'tests/fixtures/**'];
/** What takes longer than every change should wait for: `npm run test:e2e:full`. */
const slow = process.env.FASTDEPLOY_TEST_FULL === '1' ? [] : ['tests/e2e/full/**'];

/** Everything but the client runs in plain Node against one real PostgreSQL a run. */
export default defineConfig({
  root,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    projects: [
      {
        root,
        resolve: { alias: oneGraphql() },
        test: {
          name: 'server',
          include: ['tests/**/*.test.ts'],
          exclude: [...exclude, ...slow, 'tests/client/web/**'],
          environment: 'node',
          globalSetup: ['tests/helpers/cluster.ts'],
        },
      },
      {
        root,
        plugins: [solid()],
        resolve: { alias: oneGraphql() },
        test: {
          name: 'web',
          include: ['tests/client/web/**/*.test.{ts,tsx}'],
          exclude,
          environment: 'happy-dom',
          // Otherwise Node's conditions load Solid's server build, in which no effect ever fires.
          server: { deps: { inline: [/solid-js/, /@solidjs/, /@urql/, /wonka/] } },
        },
      },
    ],
  },
});

/** The tests and the libraries must share one graphql: its ESM and CommonJS builds do not know each other's types. Node gives the libraries the ESM one. */
function oneGraphql() {
  return [{ find: /^graphql$/, replacement: path.join(root, 'node_modules/graphql/index.mjs') }];
}
