import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createTemporaryDirectory } from '../helpers/directory.ts';
import { isRoot } from '../helpers/root.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { SmallDisk } from '../helpers/small-disk.ts';
import { until } from '../helpers/until.ts';
import { Database } from './database.ts';
import { times } from './numbers.ts';
import { running } from './servers.ts';
import { addTruthService, expectNothingLost, startFresh, startTruth } from './truth.ts';

const rounds = times(1, 5);
const fullMs = 3_000;
const run = { steps: 100, lines: 2_000, seconds: 4 + (rounds * (fullMs + 1_000)) / 1_000 };

describe.runIf(isRoot)('a disk that is full in the middle of a run', () => {
  test('the one of the journals: they stand still, and nothing is lost', { timeout: 300_000 }, async () => {
    await using server = new ServerProcess();
    using disk = new SmallDisk(path.join(server.dataDir, 'runs'), '4m');
    addTruthService(server);
    const api = await startFresh(server);
    const truth = await startTruth(server, api, run);
    await running(api, truth.id);
    const grown: number[] = [];
    const journalBytes = (): number => fs.statSync(path.join(disk.path, runId, 'journal.ndjson')).size;
    const [runId = ''] = fs.readdirSync(disk.path);

    for (let round = 0; round < rounds; round++) {
      disk.fill();
      await delay(fullMs / 2);
      const [bytes, printed] = [journalBytes(), truth.lines().length];
      await delay(fullMs / 2);
      grown.push(journalBytes() - bytes);
      expect(truth.lines().length).toBeGreaterThan(printed); // or the disk was not what stood in the way
      disk.free();
      await delay(1_000);
    }
    await expectNothingLost(server, truth, run);

    expect(grown).toEqual(grown.map(() => 0));
    expect(server.exitCode).toBeNull();
  });

  test('the one of the database: the run goes on, and is caught up', { timeout: 300_000 }, async () => {
    await using directory = await createTemporaryDirectory();
    using disk = new SmallDisk(path.join(directory.path, 'database'), '300m');
    await using database = new Database(disk.path);
    await using server = new ServerProcess({ DATABASE_URL: await database.start(), FASTDEPLOY_DEPLOY_USER: 'none' });
    addTruthService(server);
    const api = await startFresh(server);
    const truth = await startTruth(server, api, run);
    await running(api, truth.id);

    for (let round = 0; round < rounds; round++) {
      disk.fill();
      await delay(fullMs);
      disk.free();
      await database.startAgainIfItEnded();
      await delay(1_000);
    }
    await expectNothingLost(server, truth, run);

    expect(server.exitCode).toBeNull();
  });

  test('the one of the --config files: the start is refused with the reason, and the next one works', {
    timeout: 60_000,
  }, async () => {
    await using room = await createTemporaryDirectory();
    using disk = new SmallDisk(path.join(room.path, 'config'), '64k');
    await using server = new ServerProcess({ FASTDEPLOY_CONFIG_DIR: disk.path });
    server.addService('brief', {}, '#!/bin/sh\necho done\n');
    const api = await startFresh(server);
    const ended = (id: string) =>
      until(`${id} has ended`, async () => {
        const deployment = await api.deployment(id);
        return deployment.finished && deployment;
      });

    disk.fill();
    const refused = await ended(await api.start('brief'));
    disk.free();
    const next = await ended(await api.start('brief'));

    expect(refused).toMatchObject({ state: 'FAILURE', exitCode: null });
    expect(refused.reason).toMatch(/ENOSPC|no space left/i);
    expect(next.state).toBe('SUCCESS');
    expect(fs.readdirSync(disk.path)).toEqual([]);
  });
});
