import { describe, expect, test } from 'vitest';
import { polite } from '../../../../client/web/session/announce.ts';
import { until } from '../../../helpers/until.ts';
import { buildChunk, buildRun, buildStep } from '../build.ts';
import { type HeldLog, openLog } from '../run-log.ts';
import { buildRunServer, linesEvent, type RunServer, stateEvent } from '../run-server.ts';

test('an address with a search leads to the first hit that the server finds', async () => {
  const server = buildRunServer(buildRun({ state: 'SUCCESS', finished: true }), {
    totalLines: 50_000,
    chunks: [buildChunk(50_000, ['the last line'])],
  });
  server.answers.LogLines = ({ fromLine, toLine }) => {
    const isHit = Number(fromLine) <= 30_000 && 30_000 <= Number(toLine);
    return { data: { deployment: { log: { totalLines: 50_000, chunks: isHit ? [buildChunk(30_000, ['x'])] : [] } } } };
  };
  server.answers.SearchLog = () => ({ data: { deployment: { searchLog: { lines: [30_000], more: false } } } });
  const { page } = await openLog(server, '/?q=x');

  await until('the hit was loaded', () => page.document.element(30_000));
});

describe('of a run that fails while it is watched', () => {
  const fail = async (): Promise<HeldLog> => {
    const server = buildRunServer(buildRun());
    const held = await openLog(server);
    server.send(linesEvent(1, 1, ['error: but it goes on', 'something odd']));
    server.send(stateEvent(2, { state: 'FAILURE', finished: true, exitCode: 1 }));
    server.answers.RunOutcome = () => ({ data: { deployment: { failure: { firstErrorLine: 2 } } } });
    await until('the server said why', () => held.store.view.run?.failure?.firstErrorLine === 2);
    return held;
  };

  test('the line that says why is marked', async () => {
    const { page } = await fail();

    expect([1, 2].map((n) => page.document.element(n)?.classList.contains('er'))).toEqual([false, true]);
  });

  test('E leads to it, and round by way of the lines that read as errors', async () => {
    const { page, address } = await fail();
    const visited: string[] = [];

    for (let presses = 0; presses < 3; presses += 1) {
      const before = address();
      page.errorBy(1);
      await until('it is selected', () => address() !== before);
      visited.push(address());
    }

    expect(visited).toEqual(['/#L2', '/#L1', '/#L2']);
  });
});

test('the line that says why is found when it is loaded later', async () => {
  const steps = [buildStep(1, { state: 'FAILURE' })];
  const failed = buildRun({ state: 'FAILURE', finished: true, steps });
  const server = buildRunServer(failed, {
    totalLines: 15_000,
    chunks: [buildChunk(15_000, [{ text: 'end', step: 2 }])],
  });
  server.answers.LogLines = () => ({
    data: { deployment: { log: { totalLines: 15_000, chunks: [buildChunk(7, ['ValueError: no'])] } } },
  });
  const { page } = await openLog(server);

  await until('it is marked', () => page.document.element(7)?.classList.contains('er'));
});

describe('lines that the page does not hold', () => {
  const totalLines = 40_000;
  const text = (n: number): string => `line ${n}`;
  const read = ({ fromLine, toLine }: Record<string, unknown>) => {
    const lines = Array.from({ length: Number(toLine) - Number(fromLine) + 1 }, (_, index) =>
      text(Number(fromLine) + index),
    );
    return { data: { deployment: { log: { totalLines, chunks: [buildChunk(Number(fromLine), lines)] } } } };
  };
  const nothing = () => ({ problem: 'The database does not answer.' });
  /** The page holds the last line only, whatever it asks for at first. */
  const big = (): RunServer => {
    const chunks = [buildChunk(totalLines, [text(totalLines)])];
    const server = buildRunServer(buildRun({ state: 'SUCCESS', finished: true }), { totalLines, chunks });
    server.answers.LogLines = nothing;
    return server;
  };
  const gap = (): string => document.querySelector('.gap')?.textContent ?? '';

  test('say why they did not load, beside the button that tries again', async () => {
    const server = big();
    const { page } = await openLog(server, '/#L30000');
    await until('it is said', () => gap().includes('The database does not answer.'));

    server.answers.LogLines = () => read({ fromLine: 1, toLine: 3 });
    document.querySelector<HTMLElement>('.gap')?.click();

    await until('they are there', () => page.document.element(1));
    expect(gap()).not.toContain('does not answer');
  });

  test('are read for a copy, however many they are', async () => {
    const server = big();
    const { page } = await openLog(server, '/#L2-L25001');
    server.answers.LogLines = read;

    const texts = await page.selectedTexts();

    expect([texts.length, texts[0], texts.at(-1)]).toEqual([25_000, text(2), text(25_001)]);
    expect(page.document.element(25_001)).toBeUndefined();
  });

  test('are read for a copy also where they are so long that only a few come at a time', async () => {
    const server = big();
    const { page } = await openLog(server, '/#L2-L30');
    server.answers.LogLines = ({ fromLine, toLine }) =>
      read({ fromLine, toLine: Math.min(Number(fromLine) + 6, Number(toLine)) });

    const texts = await page.selectedTexts();

    expect(texts).toEqual(Array.from({ length: 29 }, (_, index) => text(index + 2)));
  });

  test('are never left out of a copy in silence', async () => {
    const { page } = await openLog(big(), '/#L2-L40000');

    await expect(page.selectedTexts()).rejects.toThrow('The database does not answer.');
  });
});

test('new lines are counted without the events, which are not shown', async () => {
  const server = buildRunServer(buildRun());
  const { page } = await openLog(server);
  page.follow.stop();

  server.send(linesEvent(1, 1, ['a', { text: '{"name":"build"}', stream: 'EVENT' }, 'b']));

  expect(page.follow.missed()).toBe(2);
});

test('the number of hits is said once by the live region of the page, which is the only one', async () => {
  const server = buildRunServer(buildRun());
  const { page } = await openLog(server);
  server.send(linesEvent(1, 1, ['a hit']));

  page.setSearch({ text: 'hit' });

  await until('it is said', () => polite() === '1 hit');
  expect(document.querySelector('[role=status]')).toBeNull();
});
