import fs from 'node:fs';
import path from 'node:path';
import { parse, visit } from 'graphql';
import { expect, test } from 'vitest';
import { importsOf, root } from './source-files.ts';

const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

test.each(['A printed line becomes a row', 'A row becomes a pixel'])('%s: each file meets the next', (heading) => {
  const files = listUnder(heading);
  const apart = files.slice(1).flatMap((file, index) => {
    const previous = files[index] ?? '';
    return meet(previous, file) ? [] : [`${previous} | ${file}`];
  });

  expect(files.length).toBeGreaterThan(3);
  expect(files.length).toBeLessThanOrEqual(8);
  expect(apart).toEqual([]);
});

function listUnder(heading: string): string[] {
  const section = read('ARCHITECTURE.md').split(`### ${heading}\n`)[1]?.split('\n#')[0] ?? '';
  return [...section.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file]) => file ?? '');
}

/** One imports the other. Where the network is between them: the code offers what the document asks for, or uses its result. */
function meet(one: string, other: string): boolean {
  const [document, code] = one.endsWith('.graphql') ? [one, other] : [other, one];
  if (document.endsWith('.graphql')) return wordsOf(read(document)).some((word) => read(code).includes(word));
  return importsOf(one).some(({ to }) => to === other) || importsOf(other).some(({ to }) => to === one);
}

/** How code names the subscriptions of a document: the field that offers them, the constant that codegen makes of them. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  visit(parse(text), {
    OperationDefinition({ operation, name, selectionSet }) {
      if (operation !== 'subscription') return;
      words.push(`${name?.value}Document`);
      for (const field of selectionSet.selections)
        if (field.kind === 'Field') words.push(`subscriptionField('${field.name.value}'`);
    },
  });
  return words;
}
