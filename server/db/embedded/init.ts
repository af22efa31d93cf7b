import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { StartRefused } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Account } from './account.ts';
import { type Binaries, linkLibraries, program } from './binaries.ts';
import { explain } from './explain.ts';
import { exists, hasCode, syncDirectory } from './files.ts';
import { cleanEnvironment, embeddedUser, type Layout, layoutAt } from './layout.ts';
import { spawnLeashed } from './leash.ts';

/**
 * Makes a cluster at `layout` unless there is one. It grows in a draft directory and takes its place in one rename,
 * data and password together: a kill at any moment leaves either no cluster or a whole one.
 */
export async function ensureCluster(
  layout: Layout,
  binaries: Binaries,
  account: Account | null,
  log: Log,
): Promise<void> {
  const parent = path.dirname(layout.home);
  await removeDeadDrafts(parent, log);
  if (await exists(path.join(layout.data, 'PG_VERSION'))) return;
  log.info({ directory: layout.home }, 'Creating the embedded database');
  const draft = layoutAt(await mkdtemp(path.join(parent, `${draftPrefix}${process.pid}-`)));
  try {
    await chmod(draft.home, account ? 0o711 : 0o700);
    await linkLibraries(binaries, draft.libraries);
    await initdb(draft, binaries, account);
    await rename(draft.home, layout.home);
    await syncDirectory(parent);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    log.debug('Another process created the database first');
  } finally {
    await rm(draft.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function initdb(draft: Layout, binaries: Binaries, account: Account | null): Promise<void> {
  await mkdir(draft.data, { mode: 0o700 });
  await writeFile(draft.password, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
  if (account) await Promise.all([draft.data, draft.password].map((file) => chown(file, account.uid, account.gid)));
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  const secrets = ['--auth=scram-sha-256', `--pwfile=${draft.password}`];
  const memory = ['--set', 'dynamic_shared_memory_type=mmap']; // nothing outside the draft, also after a kill
  const { exited, stderr } = spawnLeashed(
    [
      program(binaries, 'initdb'),
      '-D',
      draft.data,
      '-U',
      embeddedUser,
      ...secrets,
      ...locale,
      ...memory,
      '--no-instructions',
    ],
    { account, env: cleanEnvironment(draft, binaries) },
  );
  const [exit, output] = await Promise.all([exited, text(stderr)]);
  if (exit.code !== 0) throw new StartRefused(`The embedded database could not be created: ${explain(exit, output)}`);
  if (account) await chown(draft.password, 0, 0);
}

const draftPrefix = 'postgres-init-';

/** Drafts carry the id of the process that made them; one whose maker is gone was left by a kill. */
async function removeDeadDrafts(parent: string, log: Log): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(draftPrefix) || isAlive(Number.parseInt(name.slice(draftPrefix.length), 10))) continue;
    log.info({ draft: name }, 'Removing what an interrupted first start left behind');
    await rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
