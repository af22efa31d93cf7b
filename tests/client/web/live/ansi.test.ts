import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnsiReader, visibleText } from '../../../../client/web/live/ansi.ts';

const esc = '\u001b';
const shown = (line: string) =>
  createAnsiReader()
    .read(line)
    .filter((span) => !span.hidden);

describe('spans of a line', () => {
  test('are one span for plain text', () => {
    expect(createAnsiReader().read('hello')).toEqual([{ text: 'hello', hidden: false, classes: [] }]);
  });

  test('carry colours and weight as classes', () => {
    expect(shown(`a ${esc}[32;1mOK${esc}[0m b`)).toEqual([
      { text: 'a ', hidden: false, classes: [] },
      { text: 'OK', hidden: false, classes: ['bold', 'fg-2'] },
      { text: ' b', hidden: false, classes: [] },
    ]);
  });

  test.each([
    ['a bright colour', '91', ['fg-9']],
    ['one of the 16 through the palette', '38;5;1', ['fg-1']],
    ['a background', '44', ['bg-4']],
    ['colours turned round', '7;31', ['bg-1']],
    ['everything turned round without colours', '7', ['inverse']],
  ])('know %s', (_title, codes, classes) => {
    expect(shown(`${esc}[${codes}mx`)[0]?.classes).toEqual(classes);
  });

  test('keep colours outside the 16 as they were asked for', () => {
    expect(shown(`${esc}[38;5;208mx`)[0]).toMatchObject({ classes: ['fg-own'], color: 'rgb(255, 135, 0)' });
    expect(shown(`${esc}[38;5;244mx`)[0]?.color).toBe('rgb(128, 128, 128)');
    expect(shown(`${esc}[38;2;1;2;3mx`)[0]?.color).toBe('rgb(1, 2, 3)');
  });

  test('joined are exactly the line, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('\r', `${esc}[31m`, `${esc}[0m`, `${esc}[2K`, `${esc}]8;;http://x\u0007`, esc, '\r\r'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const line = pieces.join('');
        const spans = createAnsiReader().read(line);

        expect(spans.map((span) => span.text).join('')).toBe(line);
        expect(
          spans
            .filter((span) => !span.hidden)
            .map((span) => span.text)
            .join(''),
        ).toBe(visibleText(line));
      }),
    );
  });
});

describe('a reader', () => {
  test('carries a colour that was left on into the next line', () => {
    const reader = createAnsiReader();
    reader.read(`${esc}[31mstart`);

    expect(reader.read('goes on')).toEqual([{ text: 'goes on', hidden: false, classes: ['fg-1'] }]);
  });
});

describe('visible text', () => {
  test.each([
    ['a progress line is its last state', '10%\r50%\r100% done', '100% done'],
    ['a return at the end overwrites nothing', 'done\r', 'done'],
    ['a return between colours still overwrites', `10%\r${esc}[32m100%`, '100%'],
    ['sequences other than colours vanish', `${esc}[2K${esc}[1Gx${esc}]0;title\u0007y`, 'xy'],
  ])('%s', (_title, line, text) => {
    expect(visibleText(line)).toBe(text);
  });
});
