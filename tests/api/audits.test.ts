import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

test('passes every audit of the GraphQL-over-HTTP specification without a token', async () => {
  const audits = serverAudits({ url: () => `${app.url}/graphql`, fetchFn: fetch });

  const results = await Promise.all(audits.map((audit) => audit.fn()));

  const failures = results.filter((result) => result.status !== 'ok').map(({ id, name }) => `${id} ${name}`);
  expect(failures).toEqual([]);
  expect(results).toHaveLength(61);
});
