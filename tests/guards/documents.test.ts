import fs from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { settings } from '../../server/config/settings.ts';
import { deploymentStates, isFinal } from '../../server/deployments/states.ts';
import { type Happening, transition } from '../../server/deployments/transitions.ts';
import { ranks } from './ranks.ts';
import { root } from './source-files.ts';

const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const readme = read('README.md');
const architecture = read('ARCHITECTURE.md');
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'PROTOCOL.md'];

test('README begins with what FastDeploy does, in the words of package.json', () => {
  const { description }: { description: string } = JSON.parse(read('package.json'));

  expect(readme.split('\n').find((line) => line !== '' && !line.startsWith('#'))).toBe(description);
});

test('the table of settings in README says what the code says', () => {
  const rows = settings.map(({ name, default: value, meaning }) => [
    name,
    value === null ? 'unset' : `\`${value}\``,
    meaning,
  ]);

  expect(tableAfter(readme, '| Variable |')).toEqual(rows);
});

test('the GraphQL in README is valid', () => {
  const schema = buildSchema(read('schema.graphql'));
  const bodies = [...readme.matchAll(/"query": ("(?:[^"\\]|\\.)*")/g)].map(([, text]): string =>
    JSON.parse(text ?? ''),
  );
  const urls = [...readme.matchAll(/'query=([^']*)'/g)].map(([, text]) => text ?? '');

  expect(bodies.length + urls.length).toBe(3);
  for (const text of [...bodies, ...urls]) expect(validate(schema, parse(text))).toEqual([]);
});

test('every command that README names is one', () => {
  const cli = read('server/cli.ts');
  const commands = tableAfter(readme, '| Command |').map(([cell]) => /[a-z-]+/.exec(cell ?? '')?.[0]);

  expect(commands.filter((command) => !cli.includes(`.command('${command}`))).toEqual([]);
});

test('the ranks in ARCHITECTURE are those that the imports are held to', () => {
  const rows = ranks.map(({ name }, index) => [String(index + 1), name]);

  expect(tableAfter(architecture, '| Rank |')).toEqual(rows);
});

test('the table of states in ARCHITECTURE says what transitions.ts does', () => {
  const happenings = [...read('server/deployments/transitions.ts').matchAll(/^ {2}\| '(\w+)'/gm)].map(
    ([, happening]) => happening as Happening,
  );
  const states = deploymentStates.filter((state) => !isFinal(state));
  const rows = states.map((state) => [state, ...happenings.map((happening) => transition(state, happening) ?? '–')]);

  expect(tableAfter(architecture, `| | ${happenings.join(' | ')} |`)).toEqual(rows);
});

test.each(documents)('%s names only files that exist and links to nothing that is not there', (document) => {
  const text = read(document);
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => target ?? '');
  const named = [...text.matchAll(/`((?:server|client|tests|migrations|deploy)\/[\w./-]*)`/g)].map(
    ([, file]) => file ?? '',
  );

  expect([...links, ...named].filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
});

test('every folder of the repository is in the tree of ARCHITECTURE', () => {
  const isFolder = (name: string): boolean => fs.statSync(path.join(root, name)).isDirectory();
  const folders = fs.readdirSync(path.join(root, 'server')).filter((name) => isFolder(`server/${name}`));
  const tree = architecture.slice(architecture.indexOf('```'), architecture.lastIndexOf('```'));

  expect(folders.filter((folder) => !tree.includes(`${folder}/`))).toEqual([]);
});

/** The cells of the rows of the table whose head begins like this. */
function tableAfter(text: string, head: string): string[][] {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith(head)) + 2;
  const rows = lines.slice(
    first,
    lines.findIndex((line, index) => index >= first && !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
