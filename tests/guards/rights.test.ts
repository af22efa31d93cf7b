import { expect, test } from 'vitest';
import { ranks } from './ranks.ts';
import { type Import, importsOf, show, sourceFiles } from './source-files.ts';

/*
 * Rights are asked for in the operations alone. So nothing that resolves or answers may get at the database past them:
 * it is given operations, and imports nothing that leads to the ORM or the pool.
 */

const files = sourceFiles('server');
const values = files.flatMap(importsOf).filter(({ isType }) => !isType);
const answers = (file: string): boolean =>
  /^server\/(graphql|http)\//.test(file) || /\.schema\.ts$/.test(file) || file === 'server/schema.ts';
const isDatabase = ({ to, isOwn }: Import): boolean =>
  isOwn
    ? /^server\/db\//.test(to) || /\.entity\.ts$/.test(to) || /\.operations\.ts$/.test(to)
    : /^(@mikro-orm\/|pg$|pg-)/.test(to);

test('no resolver and no route leads to the database but through the operations it is given', () => {
  const reached = files.filter(answers).flatMap((file) => waysToDatabase(file));

  expect(
    reached,
    'take what you need from context.operations, and add an operation that asks authorise() first',
  ).toEqual([]);
});

test('entities are read and written by operations and what they call', () => {
  const mayUse = (file: string): boolean => {
    const rank = ranks.find(({ files: pattern }) => pattern.test(file.replace(/^server\//, '')))?.name;
    return ['*.entity', 'db', 'feature files', '*.operations, scheduler, ingest', 'core, app'].includes(rank ?? '');
  };
  const others = values.filter(({ file, to, isOwn }) => isOwn && /\.entity\.ts$/.test(to) && !mayUse(file));

  expect(others.map(show)).toEqual([]);
});

/** The imports, one after the other, that lead from a file to the database. */
function waysToDatabase(start: string): string[] {
  const seen = new Set([start]);
  const next = [{ file: start, way: start }];
  const found: string[] = [];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const each of values.filter(({ file }) => file === at?.file)) {
      const way = `${at.way} > ${each.to}`;
      if (isDatabase(each)) found.push(way);
      else if (each.isOwn && !seen.has(each.to)) {
        seen.add(each.to);
        next.push({ file: each.to, way });
      }
    }
  }
  return found;
}
