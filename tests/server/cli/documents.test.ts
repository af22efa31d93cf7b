import fs from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as documents from '../../../server/cli/documents.ts';
import * as tokenDocuments from '../../../server/cli/token-documents.ts';
import * as userDocuments from '../../../server/cli/user-documents.ts';

const schema = buildSchema(fs.readFileSync(path.resolve('schema.graphql'), 'utf8'));
const texts = Object.entries({ ...documents, ...tokenDocuments, ...userDocuments }).map(
  ([name, { text }]) => [name, text] as const,
);

test.each(texts)('%s asks for what schema.graphql has', (_name, text) => {
  expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
});
