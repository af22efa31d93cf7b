import fs from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { closePages, isInSight, runPage, runToEnd } from '../helpers/run-page.ts';
import { says } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';

const prints = (lines: number): string =>
  [says('build', 'running'), `seq -f "token-of-line-%.0f=" ${lines}`, says('build', 'success')].join('\n');

describe.runIf(hasBrowser)('the page of a run that printed a lot', { timeout: 60_000 }, () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: { big: { script: prints(15_000) }, huge: { script: prints(60_000) } } });
  }, 60_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  test('19. the browser itself finds any of 15,000 lines, and so does the search', async () => {
    const page = await web.open(`/deployments/${await runToEnd(web, 'big')}`);
    const run = runPage(page);
    await until('all lines are in the document', async () => (await run.numbers()).length === 15_002);
    const found = await page.evaluate(
      () => 'find' in window && (window.find as (text: string) => boolean)('token-of-line-12000='),
    );
    expect(found).toBe(true);
    await run.search().pressSequentially('line-1499');

    await until('the count is right', async () => (await run.hits()) === '11');
    await page.keyboard.press('Enter');
    await until('the hit is in sight', () => isInSight(page.locator('.l.hit')));
    expect(await page.locator('.l.hit').innerText()).toBe('token-of-line-1499=');
  });

  test('20. of 60,000 lines the middle is a button, the server searches all, and the download is whole', async () => {
    const number = await runToEnd(web, 'huge');
    const page = await web.open(`/deployments/${number}`);
    const run = runPage(page);
    const gap = page.locator('.gap');
    await gap.getByText('Load lines 2\u2009001 to 7\u2009000').waitFor();
    expect((await run.numbers()).length).toBe(12_000);
    await gap.click();
    await gap.getByText('Load lines 7\u2009001 to 12\u2009000').waitFor();
    expect(await page.locator('#L6000').textContent()).toBe('token-of-line-5999=');
    await run.search().fill('line-30001=');
    await page.getByText('Searching all 60\u2009002 lines on the server').waitFor();
    await until('the server found it', async () => (await run.hits()) === '1');
    await page.keyboard.press('Enter');
    await until('it was loaded', () => isInSight(page.locator('#L30002')));

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download log' }).click(),
    ]);
    const lines = fs.readFileSync(await download.path(), 'utf8').split('\n');
    expect(lines.length).toBe(60_003);
    expect(lines.slice(1, -2)).toEqual(Array.from({ length: 60_000 }, (_, index) => `token-of-line-${index + 1}=`));
  });
});
