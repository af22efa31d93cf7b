import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseLine } from '../../../server/runner/protocol.ts';
import { parseManifest } from '../../../server/services/manifest.ts';

const page = readFileSync(new URL('../../../PROTOCOL.md', import.meta.url), 'utf8');

/** The blocks that are marked with this language and word, as they stand in PROTOCOL.md. */
function examples(mark: string): string[] {
  return page.split(/^```/m).flatMap((block) => (block.startsWith(`${mark}\n`) ? [block.slice(mark.length + 1)] : []));
}

it.each(examples('json config.json'))('reads the config.json of PROTOCOL.md without a problem: %s', (example) => {
  const { manifest, config, problems } = parseManifest('podcast', example);

  expect(problems).toEqual([]);
  expect(config).toEqual(JSON.parse(example));
  expect(manifest).not.toBeNull();
});

it('finds the examples of every kind', () => {
  expect(examples('json config.json')).toHaveLength(3);
  expect(examples('json stdout')).toHaveLength(1);
  expect(examples('text stdout')).toHaveLength(1);
});

it('reads every line of the events as a step, and every line of the text as text', () => {
  const lines = (mark: string) => examples(mark).join('').trimEnd().split('\n');

  expect(lines('json stdout').map((line) => parseLine(line).kind)).toEqual(lines('json stdout').map(() => 'step'));
  expect(lines('text stdout').map((line) => parseLine(line).kind)).toEqual(lines('text stdout').map(() => 'text'));
});

it('lists every key that is known, with its default', () => {
  const full = examples('json config.json').at(-1) ?? '';
  const documented = [...page.matchAll(/^\| `([a-z_]+)` \|.*\| (?:blocks|warns) \|$/gm)].map(([, key]) => key);

  expect(documented).toEqual(expect.arrayContaining(Object.keys(JSON.parse(full))));
  for (const key of documented) {
    // A list with a hole in it is of the wrong kind for every key.
    const { problems } = parseManifest('podcast', JSON.stringify({ [String(key)]: [null] }));
    expect(problems, key).toHaveLength(1);
  }
});
