import { afterEach, describe, expect, test, vi } from 'vitest';
import { addChunks } from '../../../../client/web/live/log-model.ts';
import {
  createLogDocument,
  type LogDocument,
  type SectionView,
} from '../../../../client/web/views/run/log-document.ts';
import { buildChunk, buildLog } from '../build.ts';

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const sectionsOf = (drawn: LogDocument): SectionView[] => drawn.blocks().filter((view) => view.kind === 'section');

const numbered = (lines: number): string[] => Array.from({ length: lines }, (_, index) => `${index + 1}`);

const textOf = (drawn: LogDocument): string =>
  sectionsOf(drawn)
    .flatMap((section) => [
      ...(section.folded?.body.querySelectorAll('.l') ?? []),
      ...section.body.querySelectorAll('.l'),
    ])
    .map((line) => `${line.textContent}\n`)
    .join('');

describe('the drawn log', () => {
  test('holds every line exactly, events and escape sequences too', () => {
    const log = buildLog([{ text: '{"name": "a"}', stream: 'EVENT' }, '\u001b[31mred\u001b[0m <b>&amp;', '1%\r2%']);
    const drawn = createLogDocument(log, () => () => '');

    drawn.redraw(null);

    expect(textOf(drawn)).toBe('{"name": "a"}\n\u001b[31mred\u001b[0m <b>&amp;\n1%\r2%\n');
    expect(drawn.element(2)?.querySelector('b')).toBeNull();
  });

  test('grows by what is appended and stays the same as drawn at once', () => {
    const log = buildLog(['a']);
    const drawn = createLogDocument(log, () => () => '');
    drawn.redraw(null);

    const { appended } = addChunks(log, [buildChunk(2, ['b', { text: 'c', step: 2 }])]);
    drawn.append(appended);

    expect(textOf(drawn)).toBe('a\nb\nc\n');
    expect(sectionsOf(drawn).map((section) => [section.block.step, section.count()])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('puts 50 lines into a box and marks full boxes', () => {
    const log = buildLog(numbered(101));
    const drawn = createLogDocument(log, () => () => '');

    drawn.redraw(null);

    const boxes = [...(sectionsOf(drawn)[0]?.body.children ?? [])];
    expect(boxes.map((box) => [box.childElementCount, box.classList.contains('full')])).toEqual([
      [50, true],
      [50, true],
      [1, false],
    ]);
  });

  test('folds what stands far above the error, without losing a line', () => {
    const log = buildLog(numbered(100));
    const drawn = createLogDocument(log, () => () => '');

    drawn.redraw(90);

    expect(sectionsOf(drawn)[0]?.folded).toMatchObject({ from: 1, to: 80 });
    expect(textOf(drawn).split('\n')).toHaveLength(101);
  });

  test('cuts off a very long line for the eye only', () => {
    const long = 'x'.repeat(5_000);
    const drawn = createLogDocument(buildLog([{ text: long, continued: true }, 'short']), () => () => '');

    drawn.redraw(null);

    expect(drawn.element(1)?.textContent).toBe(long);
    expect(drawn.element(1)?.classList.contains('long')).toBe(true);
    expect(drawn.element(1)?.dataset.continued).toBe('');
    expect(drawn.element(2)?.classList.contains('long')).toBe(false);
  });

  test('folds groups that ended and holds no error, and shows what people read of their marks', () => {
    const lines = ['::group::Install', 'a', '::endgroup::', '--- Test', 'ValueError: no', '--- Push', 'b'];
    const drawn = createLogDocument(buildLog(lines), () => () => '');

    drawn.redraw(null);

    const groups = [...(sectionsOf(drawn)[0]?.body.querySelectorAll('details') ?? [])];
    expect(groups.map((group) => [group.querySelector('summary .l')?.textContent, group.open])).toEqual([
      ['::group::Install', false],
      ['--- Test', true],
      ['--- Push', true],
    ]);
    expect(groups[0]?.querySelector('summary .esc')?.textContent).toBe('::group::');
    expect(groups[0]?.querySelector('summary small')?.textContent).toBe('0.0s');
    expect(textOf(drawn)).toBe(lines.map((line) => `${line}\n`).join(''));
  });

  test('nests groups up to a depth and loses no line below it', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `section_start:1:s${index}\r`).concat('deep');
    const drawn = createLogDocument(buildLog(lines), () => () => '');

    drawn.redraw(null);

    expect(sectionsOf(drawn)[0]?.body.querySelectorAll('details')).toHaveLength(8);
    expect(textOf(drawn)).toBe(lines.map((line) => `${line}\n`).join(''));
  });

  test('links in output lead to the web and out of this page', () => {
    const drawn = createLogDocument(buildLog(['see https://example.org/x.']), () => () => '');

    drawn.redraw(null);

    const link = drawn.element(1)?.querySelector('a');
    expect([link?.getAttribute('href'), link?.rel, link?.target]).toEqual([
      ...['https://example.org/x', 'noopener noreferrer', '_blank'],
    ]);
    expect(drawn.element(1)?.textContent).toBe('see https://example.org/x.');
  });

  test('of an event only the message is for people', () => {
    const text = '{"name":"a","message":"Copying"}';
    const drawn = createLogDocument(buildLog([{ text, stream: 'EVENT' }]), () => () => '');

    drawn.redraw(null);

    const hidden = [...(drawn.element(1)?.querySelectorAll('.json') ?? [])].map((piece) => piece.textContent);
    expect(hidden).toEqual(['{"name":"a","message":"', '"}']);
    expect(drawn.element(1)?.textContent).toBe(text);
  });

  test('takes over the elements it has when it is drawn again', () => {
    const log = buildLog(['a', 'b']);
    const drawn = createLogDocument(log, () => () => '');
    drawn.redraw(null);
    const first = drawn.element(1);

    drawn.redraw(null);

    expect(drawn.element(1)).toBe(first);
    expect(textOf(drawn)).toBe('a\nb\n');
  });

  test('writes times again without drawing again: around the reader at once, the others in slices', () => {
    vi.useFakeTimers();
    const log = buildLog(numbered(1_200));
    let time = '+0:01';
    const drawn = createLogDocument(log, () => () => time);
    drawn.redraw(null);
    const line = drawn.element(600);
    const retimed = () => log.lines.filter(({ n }) => drawn.element(n)?.dataset.t === time).map(({ n }) => n);

    time = '12:00:01';
    drawn.retime(600);
    const atOnce = retimed();
    vi.advanceTimersToNextTimer();
    const afterOneSlice = retimed();
    vi.runAllTimers();

    expect(drawn.element(600)).toBe(line);
    expect([atOnce[0], atOnce.at(-1), atOnce.length]).toEqual([500, 699, 200]);
    expect([afterOneSlice[0], afterOneSlice.length]).toEqual([1, 699]);
    expect(retimed()).toHaveLength(1_200);
  });

  test('writes the times of the last lines at once for a reader at the end of what the page does not hold yet', () => {
    vi.useFakeTimers();
    const log = buildLog(numbered(300));
    let time = '+0:01';
    const drawn = createLogDocument(log, () => () => time);
    drawn.redraw(null);

    time = '12:00:01';
    drawn.retime(9_000);

    expect(drawn.element(300)?.dataset.t).toBe(time);
    expect(drawn.element(100)?.dataset.t).toBe('+0:01');
  });

  test('writes the last of two changes of the times', () => {
    vi.useFakeTimers();
    const log = buildLog(numbered(1_200));
    let asked = 0;
    const drawn = createLogDocument(log, () => {
      asked += 1;
      return () => `${asked}`;
    });
    drawn.redraw(null);

    drawn.retime(1);
    drawn.retime(1_200);
    const before = asked;
    vi.runAllTimers();

    // One run of slices: the first change gave up its own.
    expect(asked - before).toBe(4);
    expect(drawn.element(1)?.dataset.t).toBe(`${before + 1}`);
  });

  test('lets the browser skip full boxes of a growing log only once they are far from its end', () => {
    const log = buildLog(['1']);
    const drawn = createLogDocument(log, () => () => '');
    drawn.redraw(null);
    const skippable = () => [...(sectionsOf(drawn)[0]?.body.children ?? [])].map((box) => box.matches('.full'));

    drawn.append(addChunks(log, [buildChunk(2, numbered(260))]).appended);

    expect(skippable()).toEqual([true, true, false, false, false, false]);
    drawn.redraw(null);
    expect(skippable()).toEqual([true, true, true, true, true, false]);
  });
});
