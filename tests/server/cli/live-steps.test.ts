import { expect, test } from 'vitest';
import type { DeploymentEvent, StepState } from '../../../server/cli/documents.ts';
import { LiveSteps } from '../../../server/cli/live-steps.ts';

const at = '2026-11-23T12:00:00.000Z';

test('a step that changes is written over its own line and no other', () => {
  const screen = new Screen(20, 60);
  const live = new LiveSteps(screen, () => Date.parse(at) + 1_000);
  live.event(state('RUNNING'));
  live.event(step(1, 'Build', 'SUCCESS'));
  live.event(step(2, 'Restart', 'RUNNING'));
  screen.writes.length = 0;

  live.event(step(2, 'Restart', 'SUCCESS'));

  expect(screen.lines()).toEqual(['✓ Build', '✓ Restart', 'RUNNING 1.0s, usually 4.0s']);
  expect(screen.writes).toHaveLength(1);
  expect(screen.writes.join('')).not.toContain('Build');
  live.end();
});

test('a note stays above the list', () => {
  const screen = new Screen(20, 60);
  const live = new LiveSteps(screen, () => Date.parse(at));
  live.event(state('RUNNING'));
  live.event(step(1, 'Build', 'SUCCESS'));

  live.note('the server answers again');
  live.end();

  expect(screen.lines()).toEqual(['the server answers again', '✓ Build', 'RUNNING 0.0s, usually 4.0s']);
});

test('a list longer than the screen shows its end, a line wider than the screen its beginning', () => {
  const screen = new Screen(5, 24);
  const live = new LiveSteps(screen, () => Date.parse(at));
  live.event(state('RUNNING'));

  for (let position = 1; position <= 9; position++) live.event(step(position, `Step ${position}`, 'SUCCESS'));
  live.event(step(9, 'Step 9', 'FAILURE', 'because the disk is full'));

  expect(screen.lines()).toEqual(['✓ Step 8', '✗ Step 9 because the d…', 'RUNNING 0.0s, usually …']);
  live.end();
});

test('the end leaves every step behind, in full', () => {
  const screen = new Screen(5, 24);
  const live = new LiveSteps(screen, () => Date.parse(at));
  live.event(state('RUNNING'));
  for (let position = 1; position <= 9; position++) live.event(step(position, `Step ${position}`, 'SUCCESS'));
  live.event(step(9, 'Step 9', 'FAILURE', 'because the disk is full'));

  live.end();

  expect(screen.lines()).toHaveLength(10);
  expect(screen.lines()[8]).toBe('✗ Step 9 because the disk is full');
});

test('the words of a script cannot move the cursor', () => {
  const screen = new Screen(20, 60);
  const live = new LiveSteps(screen, () => Date.parse(at));
  live.event(state('RUNNING'));

  live.event(step(1, '\x1b[2J\x1b[HBuild\r\n', 'SUCCESS', 'a\nb\x07'));
  live.end();

  expect(screen.lines()[0]).toBe('✓ Build a b');
});

const state = (word: 'RUNNING'): DeploymentEvent => ({
  ...{ __typename: 'DeploymentStateChanged', seq: 1, after: 0, at, state: word, finished: false, reason: null },
  ...{ startedAt: at, finishedAt: null, exitCode: null, signal: null, canceledBy: null, estimate: { p50Ms: 4_000 } },
});

const step = (position: number, name: string, word: StepState, message = ''): DeploymentEvent => ({
  ...{ __typename: 'StepChanged', seq: position + 1, after: position, at },
  step: { position, name, state: word, message, startedAt: null, finishedAt: null, durationMs: null },
});

/** A terminal that knows only what a list needs: up, erase the line, erase below, newline. */
class Screen {
  readonly rows: number;
  readonly columns: number;
  readonly writes: string[] = [];
  #lines: string[] = [''];
  #row = 0;

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
  }

  write(text: string): boolean {
    this.writes.push(text);
    for (const [token, up] of text.replaceAll('\x1b', '␛').matchAll(/␛\[(\d+)A|␛\[2K|␛\[J|␛\[\d*m|\n|[^␛\n]+/g)) {
      if (up !== undefined) this.#row -= Number(up);
      else if (token === '␛[2K') this.#lines[this.#row] = '';
      else if (token === '␛[J') this.#lines.splice(this.#row);
      else if (token === '\n') this.#row++;
      else if (!token.startsWith('␛')) this.#lines[this.#row] = (this.#lines[this.#row] ?? '') + token;
    }
    return true;
  }

  lines(): string[] {
    return this.#lines.filter((line) => line !== '');
  }
}
