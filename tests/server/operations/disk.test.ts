import { tmpdir } from 'node:os';
import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { type DiskSpace, diskSpace, watchDisk } from '../../../server/operations/disk.ts';
import { openTestCore } from '../../helpers/core.ts';
import { until } from '../../helpers/until.ts';

const gib = 1024 ** 3;

/** A disk of which the test says what is free, and what was logged about it. */
function watched() {
  const lines: { level: number; msg: string }[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  const space: DiskSpace | null = { freeBytes: 9 * gib, low: false };
  const state: { space: DiskSpace | null; time: number; reads: number } = { space, time: 0, reads: 0 };
  const read = (): DiskSpace => {
    state.reads += 1;
    if (state.space === null) throw new Error('EIO');
    return state.space;
  };
  const disk = watchDisk({ dataDir: '/', log: pino(sink), read, now: () => state.time });
  return { disk, state, lines };
}

test('what is free is read from the file system of the directory', () => {
  const { freeBytes, low } = diskSpace(tmpdir());

  expect(freeBytes).toBeGreaterThan(0);
  expect(typeof low).toBe('boolean');
});

test.each([
  ['2 GiB of 20', { blocks: 20 * gib, bavail: 2 * gib }, false],
  ['less than 2 GiB', { blocks: 20 * gib, bavail: 2 * gib - 1 }, true],
  ['5 %', { blocks: 100 * gib, bavail: 5 * gib }, false],
  ['less than 5 %', { blocks: 100 * gib, bavail: 5 * gib - 1 }, true],
])('%s', (_title, blocks, low) => {
  expect(diskSpace('/data', () => ({ ...blocks, bsize: 1 }))).toEqual({ freeBytes: blocks.bavail, low });
});

test('the file system is asked every five seconds at most', () => {
  const { disk, state } = watched();

  for (state.time = 0; state.time < 10_000; state.time += 100) disk.low();

  expect(state.reads).toBe(2);
});

test('a nearly full disk is logged once, and so is the room after it', () => {
  const { disk, state, lines } = watched();
  const answers = [
    { freeBytes: gib, low: true },
    { freeBytes: gib / 2, low: true },
    { freeBytes: 3 * gib, low: false },
  ];

  const seen = answers.map((space, round) => {
    Object.assign(state, { space, time: round * 5_000 });
    return disk.low();
  });

  expect(seen).toEqual([{ freeBytes: gib }, { freeBytes: gib / 2 }, null]);
  expect(lines.map(({ level, msg }) => [level, msg.slice(0, 27)])).toEqual([
    [40, 'the disk is nearly full: no'],
    [30, 'there is room on the disk a'],
  ]);
});

test('what is known stays known while the file system does not answer', () => {
  const { disk, state, lines } = watched();
  state.space = { freeBytes: 1, low: true };
  disk.low();

  Object.assign(state, { space: null, time: 5_000 });

  expect(disk.low()).toEqual({ freeBytes: 1 });
  expect(lines.at(-1)?.msg).toBe('the free space of the disk could not be read');
});

test('nothing starts while the disk is nearly full, and by itself when there is room again', async () => {
  let asked = 0;
  let isFull = true;
  const low = () => {
    asked += 1;
    return isFull ? { freeBytes: 1 } : null;
  };
  await using core = await openTestCore({ services: { web: {} }, disk: { low } });

  const id = await core.start('web');
  const before = asked;
  await until('the queue was looked at twice more', () => asked >= before + 3);
  const { state } = await core.deployment(id);
  const whyNotReady = await core.core.whyNotReady();
  isFull = false;

  expect(state).toBe('QUEUED');
  expect(whyNotReady).toBeNull();
  expect((await core.ended(id)).state).toBe('SUCCESS');
  expect(await core.operations.deployments.waitingOf(system, [id])).toEqual(new Map());
});
