import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readServices } from '../../../server/services/directory.ts';
import { parseManifest } from '../../../server/services/manifest.ts';

const keys =
  `title description environment url group confirm deploy_script steps ansible_playbook parameters concurrency lock
timeout_seconds stop_grace_seconds outcome version_parameter compare_url user requires name __proto__ constructor toString`.split(
    /\s+/,
  );
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    '../../etc/passwd',
    '/etc/shadow',
    '-u root',
    '$(id)',
    'javascript:alert(1)',
    '\u0000',
    '\ud800',
    1e308,
  ),
  fc.constantFrom(
    { type: 'object', properties: { a: { $ref: '#' } } },
    { $ref: '#/parameters' },
    { pattern: '(a+)+$' },
  ),
);
const document = fc
  .uniqueArray(fc.tuple(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...keys) }, fc.string()), value), {
    selector: ([key]) => key,
    maxLength: 12,
  })
  .map((entries) => `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join(',')}}`);
const spoilt = fc.tuple(document, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 })).map(([text, at, extra]) => {
  const place = at % (text.length + 1);
  return text.slice(0, place) + extra + text.slice(place + 1);
});
const anything = fc.oneof(
  { weight: 6, arbitrary: document },
  { weight: 3, arbitrary: spoilt },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

let services: string;
beforeEach(async () => {
  services = await mkdtemp(join(tmpdir(), 'fastdeploy-hostile-config-'));
});
afterEach(() => rm(services, { recursive: true, force: true }));

it('says nothing strange about a name that every object has', () => {
  const [problem] = parseManifest('web', '{__proto__": 1}').problems;

  expect(problem?.message).toMatch(/found "__proto__"$/);
});

it('accepts or refuses 10,000 random config.json with clear errors, and never throws', { timeout: 120_000 }, () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(anything, (text) => {
      const { manifest, problems } = parseManifest('web', text);
      const blocking = problems.filter(({ severity }) => severity === 'BLOCKS');
      if (manifest === null) expect(problems).toHaveLength(1);
      if (blocking.length > 0) refused += 1;
      else accepted += 1;
      for (const { message, path } of problems) {
        expect(message).toMatch(/^config\.json |^[^\n]{1,400}$/);
        expect(message).not.toMatch(/undefined|\[object Object\]|TypeError|at .*\.ts:\d/);
        expect(path).toBe('web/config.json');
      }
    }),
    { numRuns: 10_000 },
  );
  expect(accepted).toBeGreaterThan(500); // both kinds came
  expect(refused).toBeGreaterThan(500);
});

it('lists every service of 300 random directories, and the good ones stay good', { timeout: 120_000 }, async () => {
  const texts = fc.sample(anything, 300);
  const names = texts.map((_text, index) => `s${String(index).padStart(3, '0')}`);
  for (const [index, name] of names.entries()) {
    await mkdir(join(services, name));
    await writeFile(join(services, name, 'config.json'), texts[index] ?? '');
    await writeFile(join(services, name, 'deploy.sh'), '#!/bin/sh\n', { mode: 0o755 });
  }
  for (const name of ['a-good', 'z-good']) {
    await mkdir(join(services, name));
    await writeFile(join(services, name, 'config.json'), '{}');
    await writeFile(join(services, name, 'deploy.sh'), '#!/bin/sh\n', { mode: 0o755 });
  }

  const reading = await readServices(services, { strictSudo: true, deployUser: null });

  expect(reading.services.map(({ name }) => name)).toEqual(['a-good', ...names, 'z-good']);
  expect(reading.services.filter(({ name }) => name.endsWith('-good')).flatMap(({ problems }) => problems)).toEqual([]);
  expect(reading.problem).toBeNull();
});
