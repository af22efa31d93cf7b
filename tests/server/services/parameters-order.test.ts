import { expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { inOrder } from '../../../server/services/parameters-order.ts';
import { openTestCore } from '../../helpers/core.ts';

const properties = {
  version: { type: 'string' },
  a: { type: 'object', properties: { zone: {}, b: {} } },
  longest_name: { type: 'boolean' },
};

test('parameters keep the order of config.json through the database, those of objects too', async () => {
  await using core = await openTestCore({ services: { web: { config: { parameters: { properties } } } } });
  const service = await core.operations.services.byName(system, 'web');
  const schema = inOrder(service?.manifest?.parametersSchema ?? {}, service?.manifest?.parametersOrder ?? []);

  expect(schema).toEqual({ properties });
  expect(JSON.stringify(schema)).toBe(JSON.stringify({ properties }));
});
