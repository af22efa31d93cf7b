import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { startWeb, type Web } from '../helpers/web.ts';

const script = '<script>owned=1</script>';
const image = '<img src=x onerror="owned=1">';
const vector = '"><svg onload=owned=1></svg>';
const hostile = `${script}${image}${vector}`;
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

describe.runIf(hasBrowser)('text that was made to become code', () => {
  let web: Web;
  let id: string;

  beforeAll(async () => {
    const lines = [
      { name: `step ${hostile}`, state: 'running', message: `message ${hostile}` },
      {
        name: `step ${hostile}`,
        state: 'failure',
        message: `message ${hostile}`,
        output: { version: hostile, url: 'javascript:owned=1' },
      },
    ].map((line) => JSON.stringify(line));
    const printed = [
      lines[0],
      `log ${hostile}`,
      `\u001b[31m${hostile}\u001b[0m`,
      `\u001b]8;;javascript:alert(1)\u0007link\u001b]8;;\u0007`,
      lines[1],
    ];
    const config = {
      title: `title ${hostile}`,
      description: `description ${hostile}`,
      environment: hostile.slice(0, 60),
      group: `group ${hostile}`,
      url: 'javascript:owned=1',
      steps: [{ name: `planned ${hostile}` }],
      parameters: {
        type: 'object',
        properties: { ref: { type: 'string', title: hostile, description: hostile, default: hostile } },
      },
    };
    web = await startWeb({
      services: { web: { config, script: `cat <<'END'\n${printed.join('\n')}\nEND\necho '${inJson(script)}' >&2` } },
    });
    const { startDeployment } = await web.api.request<{ startDeployment: { deployment: { id: string } } }>(
      `mutation ($input: StartDeploymentInput!) { startDeployment(input: $input) { ... on StartDeploymentSuccess { deployment { id } } } }`,
      {
        input: {
          service: 'web',
          origin: hostile.slice(0, 63),
          note: `note ${hostile}`,
          revision: { ref: hostile },
          parameters: { ref: hostile },
        },
      },
    );
    id = startDeployment.deployment.id.replace('dep_', '');
    await fetch(`${web.url}/deployments/${id}/log?follow=1`, {
      headers: { authorization: `Bearer ${web.api.token}` },
    }).then((answer) => answer.text());
  }, 60_000);
  afterAll(() => web?.[Symbol.asyncDispose]());

  test.each([
    ['the run', () => `/deployments/${id}`, `log ${script}`],
    ['the list of services', () => '/', 'web'],
    ['the service', () => '/services/web', 'web'],
    ['the history', () => '/deployments', 'web'],
  ])('stays text on the page of %s', { timeout: 60_000 }, async (_what, address, shown) => {
    const page = await web.open('about:blank');
    await watchPolicy(page);

    await page.goto(address());
    await page.locator('main').getByText(shown).filter({ visible: true }).first().waitFor();

    expect(await page.evaluate(() => 'owned' in globalThis)).toBe(false);
    expect(await page.evaluate(foreignMarkup)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('stays text while it arrives live', { timeout: 60_000 }, async () => {
    const page = await web.open('about:blank');
    await watchPolicy(page);
    const next = (await web.api.start('web', {})).replace('dep_', '');

    await page.goto(`/deployments/${next}`);
    await page.getByText(`log ${script}`, { exact: false }).first().waitFor();

    expect(await page.evaluate(() => 'owned' in globalThis)).toBe(false);
    expect(await page.evaluate(foreignMarkup)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('would be seen by this test: the policy stops a script that gets into the page, and says so', async () => {
    const page = await web.open('about:blank');
    await watchPolicy(page);
    await page.goto('/');
    await page.getByRole('link', { name: 'web' }).first().waitFor();

    await page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), image);

    await page.waitForFunction(() => sessionStorage.getItem('violations') !== null);
    expect(await page.evaluate(() => 'owned' in globalThis)).toBe(false);
    expect(await page.evaluate(foreignMarkup)).not.toEqual([]);
    await page.context().close();
  });
});

/** Each violation of the content security policy is written down, from the first script of the page on. */
async function watchPolicy(page: Page): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const before = sessionStorage.getItem('violations') ?? '';
      sessionStorage.setItem('violations', `${before}${event.violatedDirective} ${event.blockedURI}\n`);
    });
  });
}

async function violations(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => sessionStorage.getItem('violations') ?? '');
  return text.split('\n').filter((line) => line !== '');
}

/** What only the hostile text could have made: handlers in attributes, scripts without an address, links that run. */
function foreignMarkup(): string[] {
  const found = [...document.querySelectorAll('*')].filter(
    (element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')) ||
      (element.localName === 'script' && !element.hasAttribute('src')) ||
      (element.localName === 'img' && element.getAttribute('src') === 'x') ||
      /^\s*javascript:/i.test(element.getAttribute('href') ?? ''),
  );
  return found.map((element) => element.outerHTML);
}
