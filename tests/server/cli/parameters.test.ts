import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readParameters, typedParameters } from '../../../server/cli/parameters.ts';
import { createTemporaryDirectory } from '../../helpers/directory.ts';

const declared = {
  version: { type: 'string' },
  replicas: { type: 'integer' },
  dry_run: { type: 'boolean' },
  hosts: { type: 'array' },
  either: { type: ['string', 'null'] },
};

test.each([
  ['version=1', { version: '1' }],
  ['replicas=3', { replicas: 3 }],
  ['dry_run=true', { dry_run: true }],
  ['hosts=["a","b"]', { hosts: ['a', 'b'] }],
  ['either=null', { either: 'null' }],
  ['undeclared=1', { undeclared: '1' }],
  ['replicas=many', { replicas: 'many' }],
  ['query=a=b', { query: 'a=b' }],
  ['version=', { version: '' }],
])('%s becomes what the service declares', async (word, expected) => {
  expect(typedParameters(await readParameters([word], undefined), declared)).toEqual(expected);
});

test('a word wins over the same name in the file', async () => {
  await using directory = await createTemporaryDirectory();
  const file = path.join(directory.path, 'parameters.json');
  await writeFile(file, '{"version":"1","replicas":2}');

  expect(typedParameters(await readParameters(['version=2'], file), declared)).toEqual({ version: '2', replicas: 2 });
});

test.each(['[1]', '"text"', 'null', '{'])('a file with %s is a usage error', async (content) => {
  await using directory = await createTemporaryDirectory();
  const file = path.join(directory.path, 'parameters.json');
  await writeFile(file, content);

  await expect(readParameters([], file)).rejects.toMatchObject({ exitCode: 2 });
});
