import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';
import type { Web } from './web.ts';

/** What tests of the run page do again and again. */
export const runPage = (page: Page) => ({
  pill: (word: string): Locator => page.locator('.rh .pill').filter({ hasText: word }),
  line: (n: number): Locator => page.locator(`#L${n}`),
  section: (name: string): Locator => page.locator(`.lg section[data-section="${name}"]`),
  search: (): Locator => page.getByRole('searchbox', { name: 'Search log' }),
  hits: (): Promise<string> => page.locator('.hits').innerText(),
  /** Clicks where the number of the line is drawn. */
  async clickNumber(n: number, modifiers: 'Shift'[] = []): Promise<void> {
    await page.locator(`#L${n}`).click({ position: { x: 40, y: 8 }, modifiers });
  },
  /** Text of the lines that the document holds, in order. */
  texts: (): Promise<string[]> =>
    page.locator('.l[data-n]').evaluateAll((lines) => lines.map((line) => line.textContent ?? '')),
  numbers: (): Promise<number[]> =>
    page.locator('.l[data-n]').evaluateAll((lines) => lines.map((line) => Number((line as HTMLElement).dataset.n))),
});

/** Starts a deployment and waits for its end; returns its number. */
export async function runToEnd(web: Web, service: string, parameters: Record<string, unknown> = {}): Promise<number> {
  const id = await web.api.start(service, parameters);
  await until(`${id} ended`, async () => (await web.api.deployment(id)).finished);
  return Number(id.replace('dep_', ''));
}

/** The element is within the window and not under the sticky header. */
export const isInSight = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const header = document.querySelector('.rh')?.getBoundingClientRect().bottom ?? 0;
    return top >= header && bottom <= innerHeight;
  });

/** Pages that go on living cost the next test its time. */
export async function closePages(web: Web): Promise<void> {
  for (const context of web.browser.contexts()) await context.close();
}
