import type { Page } from 'playwright-core';

const mostPresses = 80;

/** Presses Tab until the control of this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const names: string[] = [];
  for (let presses = 0; presses < mostPresses; presses += 1) {
    const focused = await page.evaluate(nameOfFocus);
    if (focused === name) return;
    names.push(focused);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} is not reached with Tab, only: ${names.join(', ')}`);
}

/** Goes there with Tab and presses Enter. */
export async function enterAt(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Goes there with Tab and types. */
export async function typeAt(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

const nameOfFocus = (): string => {
  const element = document.activeElement;
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
  return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim();
};
