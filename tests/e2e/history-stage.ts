import type { Page } from 'playwright-core';
import { query } from '../helpers/database.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';

/** 120 runs over 12 days: every fourth of api, every tenth failed, every third from github. */
export async function startHistory(): Promise<Web> {
  const web = await startWeb({
    services: {
      web: { config: { environment: 'production' } },
      api: { config: { environment: 'staging' } },
    },
  });
  await query(
    web.app.connection,
    `insert into deployments (service_id, run_id, state, parameters, output, version, note, origin, actor_kind, actor_label,
         created_at, started_at, finished_at, estimate)
       select (select id from services where name = case when n % 4 = 0 then 'api' else 'web' end), gen_random_uuid(),
         case when n % 10 = 0 then 'FAILURE' else 'SUCCESS' end, '{}', '{}', 'v1.' || n, case when n = 7 then 'hotfix' end,
         case when n % 3 = 0 then 'github' else 'web' end, 'USER', case when n % 3 = 0 then 'ci-main' else 'admin' end,
         now() - make_interval(hours => (121 - n) * 2), now() - make_interval(hours => (121 - n) * 2),
         now() - make_interval(hours => (121 - n) * 2) + interval '90 seconds', '{"sampleSize": 5, "p50Ms": 60000, "p90Ms": 80000, "steps": []}'
       from generate_series(1, 120) n`,
  );
  return web;
}

/** The numbers of the runs that are shown, from the top. */
export const rows = (page: Page): Promise<number[]> =>
  page.locator('[data-run]').evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-run'))));

export const withRows = (page: Page, count: number): Promise<unknown> =>
  until(`there are ${count} rows`, async () => ((await rows(page)).length === count ? true : null), 60_000);

/** In the filter of that kind, with the keyboard. */
export async function choose(page: Page, kind: string, value: string): Promise<void> {
  await page.getByRole('button', { name: kind }).press('Enter');
  await page.getByRole('group', { name: kind }).getByRole('checkbox', { name: value }).check();
  await page.keyboard.press('Escape');
}
