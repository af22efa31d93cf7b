import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, phone } from '../helpers/browser.ts';
import type { Web } from '../helpers/web.ts';
import { screens } from './screens.ts';
import { type Stage, startStage } from './stage.ts';

type Look = { colorScheme: 'light' | 'dark'; viewport: typeof desktop };

/** Each theme and each size; in the full form each theme at each size. */
const looks: Look[] =
  process.env.FASTDEPLOY_TEST_FULL === '1'
    ? (['light', 'dark'] as const).flatMap((colorScheme) =>
        [desktop, phone].map((viewport) => ({ colorScheme, viewport })),
      )
    : [
        { colorScheme: 'light', viewport: desktop },
        { colorScheme: 'dark', viewport: phone },
      ];

describe.runIf(hasBrowser)('every screen, light and dark, on a desk and on a phone', () => {
  let stage: Stage;
  let survey: Survey;

  beforeAll(async () => {
    stage = await startStage();
    survey = await surveyOf(stage.web);
  }, 400_000);

  afterAll(() => stage?.[Symbol.asyncDispose]());

  test('1. no screen scrolls sideways', () => {
    expect(survey.visited).toHaveLength(screens.length * looks.length);
    expect(survey.tooWide).toEqual([]);
  });

  test('2. axe finds nothing on any screen', () => {
    expect(survey.violations).toEqual([]);
  });
});

interface Survey {
  visited: string[];
  tooWide: string[];
  violations: string[];
}

/** Opens every screen once, and looks at it in both themes and sizes. */
async function surveyOf(web: Web): Promise<Survey> {
  const survey: Survey = { visited: [], tooWide: [], violations: [] };
  const inside = await web.open('/', { reducedMotion: 'reduce' });
  const context = await web.browser.newContext({ baseURL: web.url, reducedMotion: 'reduce' });
  const outside = await context.newPage();
  for (const screen of screens) {
    const page = screen.signedOut ? outside : inside;
    await page.setViewportSize(desktop);
    await page.goto(screen.address);
    await page.locator(screen.shows).first().waitFor();
    for (const { colorScheme, viewport } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
      await look(page, `${screen.name}, ${colorScheme}, ${viewport.width}`, survey);
    }
  }
  await context.close();
  return survey;
}

async function look(page: Page, name: string, survey: Survey): Promise<void> {
  survey.visited.push(name);
  if (await page.evaluate(isTooWide)) survey.tooWide.push(name);
  const { violations } = await new AxeBuilder({ page }).analyze();
  survey.violations.push(...violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.html ?? ''}`));
}

const isTooWide = (): boolean => (document.scrollingElement?.scrollWidth ?? 0) > innerWidth;
