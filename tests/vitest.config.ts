import path from 'node:path';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
const exclude = ['tests/bench/**', 'tests/faults/full/**', 'tests/fixtures/**'];

/** Everything but the client runs in plain Node against one real PostgreSQL a run; faults/full and bench have commands of their own. */
export default defineConfig({
  root,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    teardownTimeout: 20_000,
    projects: [
      {
        root,
        resolve: { alias: oneGraphql() },
        test: {
          name: 'server',
          include: ['tests/**/*.test.ts'],
          exclude: [...exclude, 'tests/client/web/**'],
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
