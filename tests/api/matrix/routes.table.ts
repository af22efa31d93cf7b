import { all, audits, type Rule, sees } from './rules.ts';
import { auditAction, seed } from './seeds.ts';
import type { World } from './world.ts';

/** How a route is asked, what an answer of it holds, and who gets one. */
export type RouteRule = { path: (world: World) => string; init?: RequestInit; form?: true; shows: RegExp; rule: Rule };

/** One line a route of server/http/routes.ts. */
export const routeRules: Record<string, RouteRule> = {
  graphql: {
    path: () => '/graphql',
    init: { method: 'POST', body: '{"query":"{ server { version } }"}' },
    shows: /version/,
    rule: all,
  },
  health: { path: () => '/healthz', shows: /ok/, rule: all },
  readiness: { path: () => '/readyz', shows: /ready/, rule: all },
  run: { path: ({ seeds }) => `/deployments/${seeds.run.target}.txt`, shows: seed, rule: sees },
  log: { path: ({ seeds }) => `/deployments/${seeds.run.target}/log`, shows: seed, rule: sees },
  audit: { path: () => `/audit.json?actions=${auditAction}`, shows: seed, rule: audits },
  signIn: {
    path: () => '/sign-in',
    init: {
      method: 'POST',
      body: String(new URLSearchParams({ name: 'signer', password: 'correct horse', next: '/app.txt' })),
    },
    form: true,
    shows: /the web app/,
    rule: all,
  },
  app: { path: () => '/app.txt', shows: /the web app/, rule: all },
};
