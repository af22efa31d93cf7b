import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, phone } from '../helpers/browser.ts';
import type { Web } from '../helpers/web.ts';
import { screens } from './screens.ts';
import { type Stage, startStage } from './stage.ts';

describe.runIf(hasBrowser)('every screen, light and dark, on a desk and on a phone', () => {
  let stage: Stage;
  let survey: Survey;

  beforeAll(async () => {
    stage = await startStage();
    survey = await surveyOf(stage.web);
  }, 400_000);

  afterAll(() => stage?.[Symbol.asyncDispose]());

  test('1. no screen scrolls sideways', () => {
    expect(survey.visited).toHaveLength(screens.length * 4);
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

/** Opens every screen once, and looks at it in both themes and at both sizes. */
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
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const viewport of [desktop, phone]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
        await look(page, `${screen.name}, ${colorScheme}, ${viewport.width}`, survey, rulesFor[colorScheme]);
      }
    }
  }
  await context.close();
  return survey;
}

/** The themes differ in nothing but their colours: of the second only the rules about those are new. */
const rulesFor = { light: [], dark: ['color-contrast', 'link-in-text-block'] };

async function look(page: Page, name: string, survey: Survey, rules: string[]): Promise<void> {
  survey.visited.push(name);
  if (await page.evaluate(isTooWide)) survey.tooWide.push(name);
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
  survey.violations.push(...violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.html ?? ''}`));
}

const isTooWide = (): boolean => (document.scrollingElement?.scrollWidth ?? 0) > innerWidth;
