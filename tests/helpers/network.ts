import type { Page } from 'playwright-core';
import { until } from './until.ts';

/**
 * Takes the page off the network until `reconnectNetwork`. Chromium tells the page before it really cuts, and never cuts
 * a socket that is open: one that was opened between the two would live on, so the page is told again when nothing
 * gets through any more.
 */
export async function cutNetwork(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await until('nothing gets through', () => page.evaluate(isCut));
  await page.evaluate(() => dispatchEvent(new Event('offline')));
}

export const reconnectNetwork = (page: Page): Promise<void> => page.context().setOffline(false);

const isCut = (): Promise<boolean> =>
  fetch('/', { cache: 'no-store' }).then(
    () => false,
    () => true,
  );
