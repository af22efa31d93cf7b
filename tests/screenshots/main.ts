import fs from 'node:fs';
import path from 'node:path';
import type { Page, Route } from 'playwright-core';
import { findSupervisor } from '../../server/runner/attach.ts';
import { ApiClient } from '../helpers/api-client.ts';
import { desktop, launchBrowser, phone } from '../helpers/browser.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';

const shop = {
  description: 'The shop that customers see',
  environment: 'production',
  group: 'Customers',
  steps: [{ name: 'fetch' }, { name: 'build' }, { name: 'migrate' }, { name: 'restart' }],
  version_parameter: 'version',
  parameters: {
    type: 'object',
    required: ['version'],
    properties: {
      version: { type: 'string', title: 'Version', minLength: 2, description: 'A tag of the repository' },
      workers: { type: 'integer', title: 'Workers', minimum: 1, maximum: 16, default: 4 },
      cache: { enum: ['keep', 'clear'], title: 'Cache', default: 'keep' },
      password: { type: 'string', title: 'Database password', writeOnly: true },
      fail: { type: 'boolean', title: 'Let it fail', 'x-advanced': true },
    },
  },
};
const shopScript = `#!/bin/sh
for step in fetch build migrate restart; do
  echo '{"name":"'$step'","state":"running"}'
  for line in 1 2 3 4; do echo "$step: line $line"; done
  sleep 0.3
  if [ $step = migrate ] && grep -q '"fail": true' "$2"; then
    echo 'ERROR: relation "orders" does not exist' >&2
    echo '{"name":"migrate","state":"failure","message":"relation orders does not exist"}'
    exit 1
  fi
  echo '{"name":"'$step'","state":"success"}'
done
`;
const long = '#!/bin/sh\necho \'{"name":"copy","state":"running"}\'; echo copying; exec sleep 300\n';
const answer = '{ __typename ... on Error { message } }';
const createToken = `mutation ($input: CreateTokenInput!) { createToken(input: $input) ${answer} }`;
const createUser = `mutation ($input: CreateUserInput!) { createUser(input: $input) ${answer} }`;

/** `npm run screenshots [-- DIRECTORY]`: every screen in its states, at both sizes and in both themes, to be looked at. */
const directory = path.resolve(process.argv[2] ?? 'screenshots');
const sizes = { desktop, phone };
const themes = ['light', 'dark'] as const;

fs.mkdirSync(directory, { recursive: true });
await using server = new ServerProcess();
const { url, signInCode } = await server.start();
const browser = await launchBrowser();
const context = await browser.newContext();
const page = await context.newPage();

await shoot('sign-in', `${url}/sign-in`);
const api = await ApiClient.signInOnce(url, signInCode ?? '');
await context.addCookies([{ name: 'fastdeploy_session', value: api.token, url, httpOnly: true, sameSite: 'Strict' }]);
await shoot('services-new', url);
const running = await deploy('hello');
await page.locator('.st li').nth(3).locator('[data-state=RUNNING], .run').first().waitFor({ timeout: 10_000 });
await shoot('run-running', running);
await shoot('services-running', url);
await page.goto(running);
await page.locator('.rh .pill').filter({ hasText: 'Succeeded' }).waitFor({ timeout: 20_000 });
await shoot('run-succeeded', running);
const failed = await deploy('fails');
await page.locator('#why').waitFor({ timeout: 20_000 });
await shoot('run-failed', failed);
await shoot('run-menu', failed, { first: () => press('More actions') });
server.addService(
  'site',
  { description: 'A run that takes its time', environment: 'staging', steps: [{ name: 'copy' }, { name: 'switch' }] },
  long,
);
await page.setViewportSize(desktop);
await page.goto(url);
await page.getByRole('link', { name: 'site', exact: true }).waitFor();
const [before, queued] = [await deploy('site'), await deploy('site', true)];
await page.getByRole('heading', { name: 'Waiting for' }).waitFor();
await shoot('run-queued', queued);
await shoot('services-queued', url);
await shoot('run-paused', before, { first: pause });
await cancel(before);
await shoot('run-canceled', before);
await page.goto(queued);
await page.locator('.rh .pill').filter({ hasText: 'Running' }).waitFor({ timeout: 30_000 });
killSupervisors();
await page.locator('.rh .pill').filter({ hasText: 'Lost' }).waitFor({ timeout: 30_000 });
await shoot('run-lost', queued);
server.addService('mail-relay', { steps: [{ name: 'a' }, {}] }, '#!/bin/sh\n');
server.addService('shop', shop, shopScript);
await shoot('services', url, { wanted: 'mail-relay' });
await shoot('services-sheet', `${url}/?env=staging`, { size: 'phone', first: () => press('Filters') });
for (const version of ['2026.11.1', '2026.11.2', '2026.11.3']) await finished(await api.start('shop', { version }));
const shopRun = `${url}/deployments/${await api.start('shop', { version: '2026.11.4', fail: true })}`;
await page.goto(shopRun);
await page.locator('#why').waitFor({ timeout: 20_000 });
await shoot('run-timeline', `${shopRun}?view=timeline`);
await shoot('run-details', `${shopRun}?view=details`);
await shoot('run-search', `${shopRun}?q=migrat`);
await shoot('run-range', `${shopRun}#L3-L6`);
await shoot('service', `${url}/services/shop`);
await shoot('service-failing', `${url}/services/fails`);
await shoot('service-invalid', `${url}/services/mail-relay`);
await shoot('start', `${url}/services/shop/deploy`);
await shoot('start-refused', `${url}/services/shop/deploy`, { first: refusedStart });
await shoot('start-confirm', `${url}/services/shop/deploy`, { first: confirmStart });
await shoot('history', `${url}/deployments`);
await shoot('history-filtered', `${url}/deployments?status=failed&service=shop`);
await shoot('history-sheet', `${url}/deployments?status=failed&service=shop`, {
  size: 'phone',
  first: () => press('Filters'),
});
await shoot('history-choices', `${url}/deployments`, { size: 'desktop', first: chooseServices });
await shoot('history-empty', `${url}/deployments?q=no-such-thing`);
await shoot('inventory', `${url}/inventory`);
await shoot('wall', `${url}/wall`);
await shoot('tokens-empty', `${url}/settings/tokens`);
await shoot('token-new', `${url}/settings/tokens`, { first: () => press('New token') });
await api.request(createToken, {
  input: { kind: 'SERVICE', label: 'CI of the shop', service: 'shop', origin: 'github', expiresInDays: 9 },
});
await api.request(createToken, {
  input: { kind: 'API', label: 'grafana', role: 'VIEWER', readOnly: true, expiresInDays: 90 },
});
await shoot('tokens', `${url}/settings/tokens`, { wanted: 'grafana' });
await shoot('service-tokens', `${url}/services/shop?tab=tokens`);
await api.request(createUser, {
  input: { name: 'olga', role: 'OPERATOR', grants: [{ service: 'shop-*' }, { environment: 'staging' }] },
});
await api.request(createUser, { input: { name: 'viktor', role: 'VIEWER', serviceScope: 'ALL' } });
await shoot('users', `${url}/settings/users`, { wanted: 'viktor' });
await shoot('audit', `${url}/settings/audit`);
await shoot('account', `${url}/settings/account`);
await shoot('preferences', `${url}/settings/preferences`);
await shoot('system', `${url}/settings/system`, { wanted: 'Node' });
await shoot('palette', url, { first: () => page.keyboard.press('Control+k') });
await shoot('shortcuts', url, { first: () => page.keyboard.press('?') });
await page.route('**/graphql', endSessionSoon);
await shoot('session-ends', url, { wanted: 'Your session ends in' });
await page.unroute('**/graphql', endSessionSoon);
await shoot('not-found', `${url}/deployments/999`);
await shoot('nowhere', `${url}/nowhere`);
fs.mkdirSync(path.join(server.servicesDir, 'old blog'));
fs.symlinkSync('/srv/archive', path.join(server.servicesDir, 'archive'));
await shoot('services-unregistered', url, { first: openUnregistered });
await browser.close();

async function deploy(service: string, behind = false): Promise<string> {
  await page.setViewportSize(desktop);
  await page.goto(url);
  await page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: service, exact: true }) })
    .getByRole('button', { name: /^Deploy/ })
    .click();
  if (behind) await page.getByRole('dialog').getByRole('button', { name: 'Queue after it' }).click();
  await page.waitForURL(/deployments\/\d+$/);
  return page.url();
}

function killSupervisors(): void {
  const runs = path.join(server.dataDir, 'runs');
  for (const run of fs.readdirSync(runs)) {
    const supervisor = findSupervisor(path.join(runs, run));
    if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  }
}

async function cancel(run: string): Promise<void> {
  await page.setViewportSize(desktop);
  await page.goto(run);
  await page
    .locator('.rh')
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Cancel site/ })
    .click();
  await page.locator('.rh .pill').filter({ hasText: 'Canceled' }).waitFor({ timeout: 20_000 });
}

async function finished(id: string): Promise<void> {
  await until('it has ended', async () => (await api.deployment(id)).finished, 30_000);
}

async function openUnregistered(): Promise<void> {
  await page.getByText('2 directories are not services').click();
  await page.mouse.move(0, 0);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
}

async function press(name: string): Promise<void> {
  await page.getByRole('button', { name }).last().click();
}

async function refusedStart(): Promise<void> {
  await page.getByLabel('Version').fill('');
  await page.getByLabel('Workers').fill('99');
  await press('Deploy');
}

async function confirmStart(): Promise<void> {
  await page.getByLabel('Version').fill('2026.11.5');
  await press('Deploy');
  await page.getByRole('dialog').waitFor();
}

async function pause(): Promise<void> {
  await press('More actions');
  await page.getByRole('menuitemcheckbox', { name: 'Pause live updates' }).click();
  await page.getByRole('button', { name: 'Paused' }).waitFor();
}

async function chooseServices(): Promise<void> {
  await press('Service');
  const choices = page.getByRole('group', { name: 'Service' });
  for (const name of ['shop', 'site']) await choices.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: 'Service shop +1' }).waitFor();
}

/** As if the session of the page had three minutes left. */
async function endSessionSoon(route: Route): Promise<void> {
  if (!route.request().postData()?.includes('query Session')) return route.continue();
  const response = await route.fetch();
  const end = new Date(Date.now() + 200_000).toISOString();
  await route.fulfill({
    response,
    body: (await response.text()).replace(/"expiresAt":"[^"]*"/, `"expiresAt":"${end}"`),
  });
}

/** `wanted`: text that has to be there. `first`: what to do on the page first. `size`: the only one that has this state. */
type How = { wanted?: string; first?: () => Promise<void>; size?: keyof typeof sizes };

async function shoot(name: string, address: string, { wanted, first, size: only }: How = {}): Promise<void> {
  for (const theme of themes) {
    for (const [size, viewport] of Object.entries(sizes)) {
      if (only && size !== only) continue;
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(viewport);
      await page.goto(address);
      if (wanted) await page.getByText(wanted).first().waitFor();
      await settled(page);
      await first?.();
      await page.waitForTimeout(200); // what opens, moves
      await page.evaluate(atRest);
      await page.screenshot({ path: path.join(directory, `${name}-${theme}-${size}.png`) });
    }
  }
}

/** Data drawn, fonts there. */
async function settled(shown: Page): Promise<void> {
  await shown.locator('h1').first().waitFor();
  await shown.locator('.skeleton').waitFor({ state: 'detached' });
  await shown.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** What moves has arrived; what never ends, a spinner, goes on. */
function atRest(): Promise<unknown> {
  const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  return Promise.all(moving.map(({ finished }) => finished));
}
