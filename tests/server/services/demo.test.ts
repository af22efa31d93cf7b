import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { openTestCore } from '../../helpers/core.ts';

test('the demo service is written as it is in the repository, can be deployed, and is never written over', async () => {
  await using core = await openTestCore();

  const service = await core.operations.services.createDemo(system);

  expect(service).toMatchObject({ name: 'hello', state: 'READY' });
  expect(existsSync(path.join(core.servicesDir, 'hello/deploy.sh'))).toBe(true);
  await expect(core.operations.services.createDemo(system)).rejects.toThrow('exists already');
});

test('only an administrator may have it written, or learns where services are registered', async () => {
  await using core = await openTestCore();
  const operator = { ...system, role: 'OPERATOR' as const, ceiling: 'OPERATOR' as const };

  await expect(core.operations.services.createDemo(operator)).rejects.toThrow('needs the role ADMIN');
  expect(core.operations.services.directory(operator)).toBeNull();
  expect(core.operations.services.directory(system)).toBe(core.servicesDir);
});
