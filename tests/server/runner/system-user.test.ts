import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findSystemUser } from '../../../server/runner/system-user.ts';
import { TemporaryDirectory } from './temporary-directory.ts';

let directory: TemporaryDirectory;

beforeEach(() => {
  directory = new TemporaryDirectory();
  vi.stubEnv('PATH', `${directory.path}${path.delimiter}${process.env.PATH}`);
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  directory[Symbol.dispose]();
});

/** The directory service does this from now on when it is asked for `$3`; each question is counted. */
function serviceDoes(script: string): void {
  const text = `#!/bin/sh\necho asked >>'${directory.file('asked')}'\n${script}\n`;
  fs.writeFileSync(directory.file('getent'), text, { mode: 0o755 });
}
const asked = (): number => fs.readFileSync(directory.file('asked'), 'utf8').trim().split('\n').length;
const knows = `echo "$3:x:70001:70002:of the directory:/home/$3:/bin/sh"`;
const hangs = 'exec sleep 100';

it('asks the directory service once for what it needs many times', () => {
  serviceDoes(knows);

  const found = [1, 2, 3].map(() => findSystemUser('ada-of-the-directory'));

  expect(found).toEqual(new Array(3).fill({ uid: 70_001, gid: 70_002, home: '/home/ada-of-the-directory' }));
  expect(asked()).toBe(1);
});

it('does not wait for a directory service that does not answer, nor ask it again at once', () => {
  serviceDoes(hangs);

  expect([findSystemUser('eve-of-the-directory'), findSystemUser('eve-of-the-directory')]).toEqual([null, null]);
  expect(asked()).toBe(1);
});

it('keeps the last answer while the directory service does not answer', () => {
  serviceDoes(knows);
  const before = findSystemUser('bob-of-the-directory');
  serviceDoes(hangs);
  vi.advanceTimersByTime(3_600_000);

  expect(findSystemUser('bob-of-the-directory')).toEqual(before);
  expect(asked()).toBe(2);
});

it('hears of an account that was made or removed', () => {
  serviceDoes('exit 2');
  const before = findSystemUser('mia-of-the-directory');
  serviceDoes(knows);
  vi.advanceTimersByTime(3_600_000);

  expect([before, findSystemUser('mia-of-the-directory')?.uid]).toEqual([null, 70_001]);
});
