import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Connection } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { createLog } from '../../server/log.ts';
import { templateVariable } from './data-template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Connection;
  }
}

/** One PostgreSQL for the whole run, below a temporary directory; without fsync, because nothing here has to outlive it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'fastdeploy-cluster-'));
  await chmod(directory, 0o711); // as root the database runs as another account
  const embedded = await startEmbedded({ dataDir: path.join(directory, 'var'), fsync: false, log: createLog('error') });
  project.provide('cluster', embedded.connection);
  process.env[templateVariable] = directory; // the workers inherit it
  return async () => {
    await embedded.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
