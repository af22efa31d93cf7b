import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getOperationAST, Kind, parse, separateOperations } from 'graphql';
import { describe, expect, test } from 'vitest';
import { tooComplex } from '../../../server/graphql/complexity.ts';
import { validate } from '../../../server/graphql/engine.ts';
import { printedSchema, schema } from '../../../server/schema.ts';

const root = path.resolve(import.meta.dirname, '../../..');

test('schema.graphql is what the code makes (npm run schema)', () => {
  expect(readFileSync(path.join(root, 'schema.graphql'), 'utf8')).toBe(printedSchema());
});

describe('every document of the web application fits the limits', () => {
  const directory = path.join(root, 'client/web/api');
  const texts = readdirSync(directory)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(path.join(directory, name), 'utf8'));
  const all = parse(texts.join('\n'));
  const operations = Object.entries(separateOperations(all));

  test.each(operations)('%s', (name, document) => {
    const operation = getOperationAST(document, name);
    const fragments = Object.fromEntries(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );

    expect(validate(schema, document)).toEqual([]);
    expect(operation && tooComplex(schema, operation, fragments, { first: 100 })).toBeNull();
  });
});
