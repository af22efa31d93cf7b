import fs from 'node:fs';
import path from 'node:path';
import { printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../server/schema.ts';

test('schema.graphql is what the code prints', () => {
  const committed = fs.readFileSync(path.resolve(import.meta.dirname, '../../schema.graphql'), 'utf8');

  expect(`${printSchema(schema)}\n`, 'run `npm run schema` and commit the file').toBe(committed);
});
