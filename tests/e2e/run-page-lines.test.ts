import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { closePages, isInSight, runPage, runToEnd } from '../helpers/run-page.ts';
import { says } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';

const colours = [
  String.raw`printf '\033[31mred\033[0m \033[32mgreen\033[0m \033[1mbold\033[0m \033[93mbright\033[0m\n'`,
  String.raw`printf '\033[38;5;226m256 yellow\033[0m \033[38;5;17m256 navy\033[0m\n'`,
  String.raw`printf '\033[38;2;255;255;120mpale\033[0m \033[38;2;10;10;40mnight\033[0m \033[48;2;0;0;90mon blue\033[0m\n'`,
  `echo '<script>window.broken = true</script>'`,
  String.raw`printf 'copied 10%%\rcopied 50%%\rcopied 100%%\n'`,
  String.raw`printf '\033]8;;https://example.org/a\033\\here\033]8;;\033\\ and https://example.org/b.\n'`,
  String.raw`printf '\033]8;;javascript:alert(1)\033\\not here\033]8;;\033\\\n'`,
].join('\n');

/** Three steps: 300 lines, 300 lines, then colours and one very long line. The numbers include a line for each event. */
const script = [
  says('first', 'running'),
  'seq -f "alpha %g" 300',
  says('first', 'success'),
  says('second', 'running'),
  'seq -f "beta %g of Many" 300',
  says('second', 'success'),
  says('third', 'running'),
  colours,
  "head -c 5000 /dev/zero | tr '\\0' x; echo",
  says('third', 'success'),
].join('\n');

describe.runIf(hasBrowser)('the lines of a log', { timeout: 60_000 }, () => {
  let web: Web;
  let address = '';

  beforeAll(async () => {
    web = await startWeb({ services: { web: { script } } });
    address = `/deployments/${await runToEnd(web, 'web')}`;
  }, 60_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  test('15. a link to a line opens its step, shows the line below the header and marks it', async () => {
    const page = await web.open(address);
    const run = runPage(page);
    await run.section('second').locator('.sh').click();
    await run.line(310).scrollIntoViewIfNeeded();
    await run.clickNumber(310);
    await page.waitForURL(/#L310$/);
    const linked = await web.open(page.url());

    await linked.locator('#L310.tg').waitFor();
    await until('the line is in sight', () => isInSight(linked.locator('#L310')));
    expect(await linked.locator('#L310').innerText()).toContain('beta ');
    expect(await linked.locator('.l.tg').count()).toBe(1);
    expect(await run.line(311).isVisible()).toBe(true);
    // Lines that are on the screen from the beginning must not hold the page back.
    await page.goto(`${address}?again=1#L500-L502`);
    await page.locator('#L502.tg').waitFor();
    await until('the range is in sight', () => isInSight(page.locator('#L500')));
  });

  test('16. shift and click select a range, and a quote of it has the lines alone', async () => {
    const page = await web.open(address);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const run = runPage(page);
    await run.section('first').locator('.sh').click();
    await run.clickNumber(10);
    await run.clickNumber(14, ['Shift']);
    await page.waitForURL(/#L10-L14$/);
    await page.getByRole('button', { name: 'Quote' }).click();

    await page.locator('#polite').filter({ hasText: 'Quote copied' }).waitFor();
    const quote = await page.evaluate(() => navigator.clipboard.readText());
    expect(quote.split('\n').filter((line) => line.startsWith('>'))).toEqual(
      [9, 10, 11, 12, 13].map((n) => `>     alpha ${n}`),
    );
    expect(quote.endsWith(`(${web.url}${address}#L10-L14)`)).toBe(true);
  });

  test('the line cursor moves, extends and copies by keyboard', async () => {
    const page = await web.open(address);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const run = runPage(page);
    await run.section('first').locator('.sh').click();
    await run.clickNumber(10);
    await page.locator('#log').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.waitForURL(/#L11-L13$/);
    await page.keyboard.press('Shift+ArrowUp');
    await page.waitForURL(/#L11-L12$/);
    await page.keyboard.press('y');

    await page.locator('#polite').filter({ hasText: 'Link copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${web.url}${address}#L11-L12`);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.hash === '');
  });

  test('18. search counts as grep does, goes round, opens what is closed and survives a reload', async () => {
    const page = await web.open(address);
    const run = runPage(page);
    await page.locator('.sh').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('beta 1');
    const log = await web.api.log(`dep_${address.split('/').at(-1)}`);
    const expected = log.split('\n').filter((line) => line.includes('beta 1')).length;
    await until('the count is right', async () => (await run.hits()) === String(expected));
    await page.keyboard.press('Enter');
    expect(await run.hits()).toBe(`1/${expected}`);
    await until('the hit is in sight', () => isInSight(page.locator('.l.hit')));
    await page.keyboard.press('Shift+Enter');
    expect(await run.hits()).toBe(`${expected}/${expected}`);
    expect(await page.evaluate(() => CSS.highlights.get('hit')?.size)).toBe(expected);
    await page.reload();

    await until('the count is back', async () => (await run.search().inputValue()) === 'beta 1');
    await until('the hits are back', async () => (await run.hits()) === String(expected));
    await run.section('second').locator('.l:not(.ev)').first().waitFor({ state: 'visible' });
  });

  test('search knows patterns and case, and can leave only the lines that match', async () => {
    const page = await web.open(address);
    const run = runPage(page);
    await run.search().fill('BETA 2\\d of many$');
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await until('ten lines match', async () => (await run.hits()) === '10');
    await page.getByRole('button', { name: 'Match case' }).click();
    await until('no line matches', async () => (await run.hits()) === '0');
    await page.getByRole('button', { name: 'Match case' }).click();
    await page.getByRole('button', { name: 'Only matching lines' }).click();

    await until(
      'hits and two lines around them are left',
      async () => (await page.locator('.l:visible').count()) === 14,
    );
  });

  test.each(['light', 'dark'] as const)(
    '21. colours are kept and can be read, and output is only text: %s',
    async (colorScheme) => {
      const page = await web.open(`${address}?step=third`, { colorScheme });
      const line = page.locator('.l', { hasText: '256 yellow' });
      await line.waitFor();

      const looks = await page.locator('.l i:not(.esc)').evaluateAll(contrasts);
      expect(looks.length).toBeGreaterThanOrEqual(8);
      expect(looks.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      expect(new Set(looks.map(({ color }) => color)).size).toBeGreaterThanOrEqual(5);
      expect(await page.locator('.l', { hasText: '<script>window.broken' }).count()).toBe(1);
      expect(await page.evaluate(() => 'broken' in window)).toBe(false);
      expect(await page.locator('.l', { hasText: 'copied' }).innerText()).toBe('copied 100%');
      expect(await page.locator('.l a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(
        [...['https://example.org/a', 'https://example.org/b']],
      );
    },
  );

  test('22. times change with T and stay, lines wrap with Z, and a very long line widens nothing', async () => {
    const page = await web.open(`${address}?step=third`);
    const long = page.locator('.l.long');
    await long.waitFor();
    const time = (): Promise<string> => long.evaluate((line) => line.getAttribute('data-t') ?? '');
    expect(await time()).toMatch(/^\+\d+:\d\d$/);
    await page.keyboard.press('t');
    expect(await time()).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/);
    await page.reload();
    await long.waitFor();
    expect(await time()).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/);
    await page.keyboard.press('t');
    expect(await time()).toBe('');
    await page.getByRole('button', { name: /^Show the whole line, 5 KiB/ }).click();
    for (const wrapped of ['true', 'false']) {
      expect(await page.getByRole('button', { name: 'Wrap lines' }).getAttribute('aria-pressed')).toBe(wrapped);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.keyboard.press('z');
    }
  });

  test('the address says how the log is read, before the preference, and follows the tools', async () => {
    const page = await web.open(`${address}?ts=abs&wrap=0#L5`);
    const line = page.locator('#L5');
    await line.waitFor();
    const asked = (): string[] =>
      ['ts', 'wrap', 'view'].map((name) => String(new URL(page.url()).searchParams.get(name)));
    const wraps = page.getByRole('button', { name: 'Wrap lines' });
    expect(await line.getAttribute('data-t')).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/);
    expect(await wraps.getAttribute('aria-pressed')).toBe('false');

    await page.getByRole('link', { name: 'Timeline' }).click();
    expect(asked()).toEqual(['abs', '0', 'timeline']);
    expect(await page.getByRole('link', { name: /^Log/ }).getAttribute('href')).toBe('?ts=abs&wrap=0');
    await page.getByRole('link', { name: /^Log/ }).click();
    await page.keyboard.press('t');
    await wraps.click();

    expect(asked()).toEqual(['off', '1', 'null']);
    expect(new URL(page.url()).hash).toBe('#L5');
    await page.goto(address);
    await page.getByRole('button', { name: 'Times: No times' }).waitFor();
    expect(asked()).toEqual(['null', 'null', 'null']);
  });
});

/** WCAG contrast of pieces of text with what is behind them. Runs in the page. */
function contrasts(elements: Element[]): { text: string; color: string; ratio: number }[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const mixed = (colors: string[]): number[] => {
    for (const color of colors) {
      if (canvas) canvas.fillStyle = color;
      canvas?.fillRect(0, 0, 1, 1);
    }
    return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
  };
  const luminance = (rgb: number[]): number =>
    rgb
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  return elements.map((element) => {
    const behind = ['white'];
    for (let at: Element | null = element; at; at = at.parentElement)
      behind.splice(1, 0, getComputedStyle(at).backgroundColor);
    const { color } = getComputedStyle(element);
    const [one, other] = [luminance(mixed(behind)), luminance(mixed([...behind, color]))];
    return {
      text: element.textContent ?? '',
      color,
      ratio: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05),
    };
  });
}
