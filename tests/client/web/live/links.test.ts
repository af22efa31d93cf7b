import { describe, expect, test } from 'vitest';
import { createAnsiReader } from '../../../../client/web/live/ansi.ts';
import { eventText } from '../../../../client/web/live/event-line.ts';
import { splitLinks } from '../../../../client/web/live/links.ts';

const esc = '\u001b';
const bell = '\u0007';

describe('addresses in a line', () => {
  test('are cut out without the end of the sentence, and nothing is lost', () => {
    const text = 'see https://example.org/a?b=c#d, (http://host:8080/x). ftp://no javascript:no';

    const parts = splitLinks(text);

    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.flatMap(({ href }) => href ?? [])).toEqual(['https://example.org/a?b=c#d', 'http://host:8080/x']);
  });

  test('of OSC 8 lead to the web or nowhere', () => {
    const link = (address: string, end: string): string => `${esc}]8;id=1;${address}${end}here${esc}]8;;${end} rest`;
    const hrefs = (line: string) =>
      createAnsiReader()
        .read(line)
        .filter((span) => !span.hidden)
        .map(({ text, href }) => [text, href]);

    for (const end of [bell, `${esc}\\`])
      expect(hrefs(link('https://example.org/x', end))).toEqual([
        ['here', 'https://example.org/x'],
        [' rest', undefined],
      ]);
    expect(hrefs(link('javascript:alert(1)', bell))).toEqual([
      ['here', undefined],
      [' rest', undefined],
    ]);
  });
});

test.each([
  ['{"name":"a","state":"running","message":"Copying \\"it\\""}', 'Copying \\"it\\"'],
  ['{"name":"a","state":"running","message":""}', '{"name":"a","state":"running","message":""}'],
  ['{"name":"a"}', '{"name":"a"}'],
])('of the event %s people read the message', (line, read) => {
  expect(eventText(line)).toBe(read);
});
