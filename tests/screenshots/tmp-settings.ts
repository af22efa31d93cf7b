import fs from 'node:fs';
import { desktop, launchBrowser, phone } from '../helpers/browser.ts';
import { ServerProcess } from '../helpers/server-process.ts';

const out = '/tmp/settings-shots';
fs.mkdirSync(out, { recursive: true });
await using server = new ServerProcess();
const { url, signInCode } = await server.start();
const browser = await launchBrowser();
const context = await browser.newContext({ viewport: desktop });
const page = await context.newPage();
page.on('console', (m) => m.type() === 'error' && console.error('CONSOLE', m.text()));
page.on('pageerror', (e) => console.error('PAGEERROR', e.message));
await page.goto(`${url}/sign-in#code=${signInCode}`);
await page.getByRole('link', { name: 'hello', exact: true }).waitFor();
const gql = (query: string, variables: object = {}) =>
  page.evaluate(async ([q, v]) => (await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: q, variables: v }) })).json(), [query, variables] as const);
const made: Record<string, { id: string; secret: string }> = {};
for (const input of [
  { kind: 'SERVICE', label: 'ci-hello', service: 'hello', expiresInDays: 90 },
  { kind: 'SERVICE', label: 'ci-main', service: 'fails', expiresInDays: 12 },
  { kind: 'API', label: 'grafana', role: 'VIEWER', readOnly: true, expiresInDays: 41, grants: [{ service: 'shop-*' }, { environment: 'staging' }] },
  { kind: 'CONFIG', label: 'backup', expiresInDays: 108 },
  { kind: 'SERVICE', label: 'old-jenkins', service: 'hello', expiresInDays: 30 },
]) {
  const { data, errors } = await gql('mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenSuccess { secret token { id } } ... on Error { message } } }', { input });
  if (errors) console.error(JSON.stringify(errors));
  made[input.label] = { id: data.createToken.token.id, secret: data.createToken.secret };
}
await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${made['ci-main']?.secret}` }, body: JSON.stringify({ query: 'mutation { startDeployment(input: { service: "fails", origin: "github" }) { __typename } }' }) });
await gql('mutation ($id: ID!) { revokeToken(id: $id) { __typename } }', { id: made['old-jenkins']?.id });
for (const input of [
  { name: 'lena', role: 'OPERATOR', serviceScope: 'SELECTED', grants: [{ service: 'shop-*' }, { service: 'blog', environment: 'staging' }], password: 'long enough' },
  { name: 'otto', role: 'VIEWER', password: 'long enough' },
  { name: 'root2', role: 'ADMIN', password: 'long enough' },
]) await gql('mutation ($input: CreateUserInput!) { createUser(input: $input) { __typename } }', { input });
const shoot = async (name: string): Promise<void> => {
  for (const [colorScheme, size, viewport] of [['light', 'D', desktop], ['dark', 'M', phone]] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({ path: `${out}/${name}-${colorScheme}-${size}.png` });
  }
};
const open = async (address: string, text: string): Promise<void> => {
  await page.setViewportSize(desktop);
  await page.goto(url + address);
  await page.getByText(text).first().waitFor({ timeout: 15_000 }).catch((e) => console.error(address, String(e).slice(0, 200)));
};
await open('/settings/tokens', 'ci-hello'); await shoot('tokens');
await open('/settings/tokens?show=all', 'old-jenkins'); await shoot('tokens-all');
await page.getByRole('button', { name: 'New token' }).click(); await shoot('token-new');
await page.getByText('API', { exact: true }).last().click(); await page.getByText('Only some').click(); await page.getByRole('button', { name: 'Create token' }).click();
await page.getByRole('alert').filter({ hasText: 'Not yet' }).waitFor(); await shoot('token-new-api');
await page.keyboard.press('Escape');
await open('/settings/tokens', 'ci-hello');
await page.getByRole('button', { name: 'New token' }).click(); await page.getByLabel('Name').fill('ci-blog'); await page.keyboard.press('Enter');
await page.getByText('It is shown this once').waitFor(); await shoot('token-made');
await page.keyboard.press('Escape'); await shoot('token-made-asked'); await page.keyboard.press('Escape');
await page.getByRole('button', { name: 'Revoke ci-main' }).click(); await shoot('token-revoke'); await page.keyboard.press('Escape');
await page.getByRole('button', { name: 'Rotate ci-main' }).click(); await shoot('token-rotate'); await page.keyboard.press('Escape');
await open('/settings/users', 'lena'); await shoot('users');
await page.getByRole('button', { name: 'Edit lena' }).click(); await shoot('user-edit'); await page.keyboard.press('Escape');
await page.getByRole('button', { name: 'New user' }).click(); await shoot('user-new'); await page.keyboard.press('Escape');
await open('/settings/audit', 'Create token'); await page.getByRole('button', { name: /^Details of/ }).nth(1).click(); await shoot('audit');
await open('/settings/account', 'Sessions'); await shoot('account');
await browser.close();
