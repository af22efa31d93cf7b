import { expect, test } from 'vitest';
import { ranks } from './ranks.ts';
import { type Import, importsOf, show, sourceFiles } from './source-files.ts';

/** A file imports from its own feature and those before it. The words for states belong to all. */
const features = ['access', 'services', 'deployments'];
const server = sourceFiles('server').flatMap(importsOf);
const client = sourceFiles('client').flatMap(importsOf);

const rankOf = (file: string): number => ranks.findIndex(({ files }) => files.test(file.replace(/^server\//, '')));
const isBelow =
  (folder: string) =>
  (file: string): boolean =>
    file.startsWith(`${folder}/`);
const words = 'server/deployments/states.ts';

test('every file of the server has a rank', () => {
  expect(sourceFiles('server').filter((file) => rankOf(file) === -1)).toEqual([]);
});

test('values are imported from the same rank or a lower one', () => {
  const upward = server.filter(({ file, to, isType }) => !isType && isBelow('server')(to) && rankOf(to) > rankOf(file));

  expect(upward.map(show)).toEqual([]);
});

test('features point left only, also in types', () => {
  const featureOf = (file: string): number => features.findIndex((feature) => isBelow(`server/${feature}`)(file));
  const right = server.filter(
    ({ file, to }) => featureOf(file) !== -1 && featureOf(to) > featureOf(file) && to !== words,
  );

  expect(right.map(show)).toEqual([]);
});

test.each([
  ['runner', ['execa']],
  ['live', []],
])('%s is a leaf: it imports Node, itself and %j', (folder, packages) => {
  const isOwn = isBelow(`server/${folder}`);
  const isAllowed = (to: string): boolean => isOwn(to) || to.startsWith('node:') || packages.includes(to);

  expect(server.filter(({ file, to }) => isOwn(file) && !isAllowed(to)).map(show)).toEqual([]);
});

test('client and server share nothing but schema.graphql', () => {
  const crossing = [
    ...server.filter(({ to }) => isBelow('client')(to)),
    ...client.filter(({ to, isOwn }) => isOwn && !isBelow('client')(to) && to !== 'schema.graphql'),
  ];

  expect(crossing.map(show)).toEqual([]);
});

test('no file imports itself through others', () => {
  const targets = Map.groupBy([...server, ...client].filter(isStatic), ({ file }) => file);
  const cycles = [...targets.keys()].filter((file) => reachable(file, targets).has(file));

  expect(cycles).toEqual([]);
});

test('--help loads no command, no database and no schema', () => {
  const loaded = reachable(
    'server/main.ts',
    Map.groupBy(server.filter(isStatic), ({ file }) => file),
  );

  const heavy = [...loaded].filter((file) => rankOf(file) > 0 && !/^server\/(cli|cli\/exit-codes)\.ts$/.test(file));
  expect(heavy).toEqual([]);
});

const isStatic = ({ isType, isLazy }: Import): boolean => !isType && !isLazy;

function reachable(start: string, targets: Map<string, Import[]>): Set<string> {
  const found = new Set<string>();
  const next = [start];
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    for (const { to, isOwn } of targets.get(file) ?? []) {
      if (!isOwn || found.has(to)) continue;
      found.add(to);
      next.push(to);
    }
  }
  return found;
}
