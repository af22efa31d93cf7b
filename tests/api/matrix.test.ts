import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeTable } from '../../server/http/routes.ts';
import { schema } from '../../server/schema.ts';
import { bearer } from '../helpers/app.ts';
import { accessTable } from './matrix/access.table.ts';
import { ask, prepareRepeats } from './matrix/ask.ts';
import { commandsTable } from './matrix/commands.table.ts';
import { deploymentsTable } from './matrix/deployments.table.ts';
import { coordinates, fieldText } from './matrix/document.ts';
import { routeRules } from './matrix/routes.table.ts';
import type { Outcome } from './matrix/rules.ts';
import { seed } from './matrix/seeds.ts';
import { servicesTable } from './matrix/services.table.ts';
import { argumentsOf, selections, waysOf } from './matrix/ways.ts';
import { everybody, type Who } from './matrix/who.ts';
import { createWorld, type World } from './matrix/world.ts';

const table = { ...accessTable, ...servicesTable, ...deploymentsTable, ...commandsTable };
const fields = coordinates();
/** Fields asked for in one request; a document may have 30 aliases. */
const atOnce = 15;
/** Hundreds of requests in one test, on a machine that may be busy. */
const timeout = 120_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await prepareRepeats(world);
});
afterAll(() => world[Symbol.asyncDispose]());

test('every field of the schema has a rule, and every rule a field', () => {
  const missing = [...fields.keys()].filter((coordinate) => table[coordinate] === undefined);
  const left = Object.keys(table).filter((coordinate) => !fields.has(coordinate));

  expect(
    missing.map((coordinate) => `add to a *.table.ts in tests/api/matrix/:  '${coordinate}': <rule of rules.ts>,`),
  ).toEqual([]);
  expect(left, 'these rules have no field in the schema any more: remove their lines').toEqual([]);
});

const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));

describe.each(types.map(({ name }) => name))('%s', (type) => {
  const own = [...fields.keys()].filter((coordinate) => coordinate.startsWith(`${type}.`) && table[coordinate]);

  test(`every field of ${type} is answered to whom its rule says, and to nobody else`, { timeout }, async () => {
    const ways = waysOf(world);
    const unreachable = own.filter((each) => !isNeverSent(each) && (ways[each] ?? ways[type]) === undefined);
    expect(
      unreachable.map(
        (each) => `add to waysOf() in tests/api/matrix/ways.ts:  ${each.split('.')[0]}: '<how to get there>',`,
      ),
    ).toEqual([]);

    const wrong: string[] = [];
    for (const who of everybody)
      wrong.push(
        ...(await differences(
          who,
          own.filter((each) => !isNeverSent(each)),
          ways,
        )),
      );

    expect(wrong).toEqual([]);
  });
});

/** No way leads there: its rule says hidden for everybody. */
const isNeverSent = (coordinate: string): boolean =>
  Object.values(table[coordinate] ?? {}).every((outcome) => outcome === 'hidden');

async function differences(who: Who, own: string[], ways: Record<string, string>): Promise<string[]> {
  const args = argumentsOf(world);
  const wrong: string[] = [];
  for (const [way, coordinatesThere] of Map.groupBy(
    own,
    (each) => ways[each] ?? ways[each.split('.')[0] ?? ''] ?? '',
  )) {
    const size = way.includes(' > ') ? atOnce : 1;
    for (let start = 0; start < coordinatesThere.length; start += size) {
      const some = coordinatesThere.slice(start, start + size);
      const texts = some.flatMap((each) => {
        const field = fields.get(each);
        return field ? [fieldText(field, args[each], selections[each])] : [];
      });
      const answers = await ask(world, who, { way, fields: texts });
      for (const each of some) {
        const expected: Outcome | undefined = table[each]?.[who];
        const got = answers.get(each.split('.')[1] ?? '');
        if (got !== expected) wrong.push(`${each} for ${who}: expected ${expected}, got ${got}`);
      }
    }
  }
  return wrong;
}

test('every route has a rule, and every rule a route', () => {
  const names = routeTable.map(({ name }) => name);

  const missing = names.filter((name) => routeRules[name] === undefined);
  expect(missing.map((name) => `add to tests/api/matrix/routes.table.ts:  ${name}: { path: '/…', rule: … },`)).toEqual(
    [],
  );
  expect(Object.keys(routeRules).sort()).toEqual([...names].sort());
});

test.each(routeTable.map(({ name }) => name))(
  'the route %s is answered to whom its rule says',
  { timeout },
  async (name) => {
    const asked = routeRules[name];
    if (asked === undefined) throw new Error(`add ${name} to tests/api/matrix/routes.table.ts`);
    const wrong: string[] = [];

    for (const who of everybody) {
      const { secret } = world.holders[who];
      const headers = { 'content-type': 'application/json', ...(secret !== null && bearer(secret)) };
      const response = await fetch(`${world.url}${asked.path(world)}`, { ...asked.init, headers });
      const got = routeOutcome(response.status, await response.text(), asked.shows);
      if (got !== asked.rule[who]) wrong.push(`${name} for ${who}: expected ${asked.rule[who]}, got ${got}`);
    }

    expect(wrong).toEqual([]);
  },
);

function routeOutcome(status: number, text: string, shows: RegExp): Outcome | string {
  if (status === 200) return shows.test(text) ? 'shown' : `200 without ${shows}: ${text.slice(0, 200)}`;
  if (seed.test(text)) return `${status}, but the answer holds ${text.slice(0, 200)}`;
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  return status === 404 ? 'hidden' : `${status}: ${text.slice(0, 200)}`;
}
