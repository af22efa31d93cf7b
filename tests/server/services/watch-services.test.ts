import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchServices } from '../../../server/services/watch-services.ts';

let root: string;
let services: string;
let stop: AbortController;
let calls: number;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fastdeploy-watch-'));
  services = join(root, 'services');
  await mkdir(join(services, 'web'), { recursive: true });
  await writeFile(join(services, 'web/config.json'), '{}');
  await writeFile(join(services, 'web/deploy.sh'), '');
  stop = new AbortController();
  calls = 0;
});
afterEach(async () => {
  stop.abort();
  await rm(root, { recursive: true, force: true });
});

const start = () => watchServices(services, () => calls++, stop.signal);

/** Makes a change and waits until it was noticed: well before the sweep would. */
async function noticed(change: () => Promise<unknown>): Promise<void> {
  const before = calls;
  await change();
  await vi.waitFor(() => expect(calls).toBeGreaterThan(before), { timeout: 5000, interval: 20 });
}

it('notices a changed file, a changed mode, a new service, a file in a new service, and a removed service', async () => {
  await start();

  await noticed(() => writeFile(join(services, 'web/config.json'), '{"title": "Web"}'));
  await noticed(() => chmod(join(services, 'web/deploy.sh'), 0o755));
  await noticed(() => mkdir(join(services, 'api')));
  await noticed(() => writeFile(join(services, 'api/config.json'), '{}'));
  await noticed(() => rm(join(services, 'web'), { recursive: true }));
});

it('notices a file that is replaced by a rename, with the same content', async () => {
  await start();

  await writeFile(join(root, 'next.json'), '{}');
  await noticed(() => rename(join(root, 'next.json'), join(services, 'web/config.json')));
});

it('goes on when a service directory is removed and made again', async () => {
  await start();

  await noticed(() => rm(join(services, 'web'), { recursive: true }));
  await noticed(() => mkdir(join(services, 'web')));
  await noticed(() => writeFile(join(services, 'web/config.json'), '{}'));
});

it('goes on when the services directory is removed, made again, or replaced by another', async () => {
  await start();

  await noticed(() => rm(services, { recursive: true }));
  await noticed(() => mkdir(join(services, 'web'), { recursive: true }));
  await noticed(() => writeFile(join(services, 'web/config.json'), '{}'));
  await mkdir(join(root, 'next/web'), { recursive: true });
  await rename(services, join(root, 'old'));
  await noticed(() => rename(join(root, 'next'), services));
  await noticed(() => writeFile(join(services, 'web/config.json'), '{"title": "Web"}'));
});

it('starts without a services directory and finds it later', async () => {
  await rm(services, { recursive: true });
  await start();

  await noticed(() => mkdir(services));
});

it('calls once for many writes in a row, and never for what is beside the services directory', async () => {
  await start();

  await writeFile(join(root, 'unrelated.txt'), 'x');
  await noticed(async () => {
    for (let write = 0; write < 50; write++) await writeFile(join(services, 'web/config.json'), `{"a": ${write}}`);
  });

  expect(calls).toBe(1);
});

/** A change that no event tells: the watched directory holds a link, and what it leads to is elsewhere. */
async function linkElsewhere(): Promise<() => Promise<void>> {
  const target = join(root, 'elsewhere.sh');
  await writeFile(target, '');
  await symlink(target, join(services, 'web/linked.sh'));
  return () => writeFile(target, 'exit 0');
}

describe('the sweep', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval'] }));
  afterEach(() => void vi.useRealTimers());

  const sweep = () => vi.advanceTimersByTime(30_000);

  it('finds what no event told', async () => {
    const changeUnseen = await linkElsewhere();
    await start();

    await noticed(async () => {
      await changeUnseen();
      sweep();
    });
  });

  it('says nothing when nothing has changed', async () => {
    await start();

    for (let round = 0; round < 3; round++) sweep();
    await noticed(() => writeFile(join(services, 'web/config.json'), '{"title": "Web"}'));

    expect(calls).toBe(1);
  });

  it('says nothing any more when it is stopped while it looks', async () => {
    const changeUnseen = await linkElsewhere();
    await start();
    await changeUnseen();

    sweep();
    stop.abort();
    const later = new AbortController();
    let seen = 0;
    await watchServices(services, () => seen++, later.signal);
    await writeFile(join(services, 'web/config.json'), '{"title": "Web"}');
    await vi.waitFor(() => expect(seen).toBe(1), { timeout: 5000, interval: 20 });
    later.abort();

    expect(calls).toBe(0);
  });
});
