import { randomUUID } from 'node:crypto';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../../log.ts';
import { type Account, letIn, refuseFor } from './account.ts';
import { exists, hasCode } from './files.ts';
import { type Layout, layoutOf } from './layout.ts';

/** For clusters whose account may not enter the directory that FastDeploy was started in. */
export const systemDirectory = '/var/lib/fastdeploy';

/**
 * Where the cluster is, open for its account: in the data directory, or in a directory below `elsewhere` to which a link
 * there leads. It is made there when nobody chose the data directory, and root keeps everybody else out of it, as in
 * /root. `elsewhere` null: that is refused.
 */
export async function placeCluster(
  dataDir: string,
  account: Account | null,
  elsewhere: string | null,
  log: Log,
): Promise<Layout> {
  const layout = layoutOf(dataDir);
  if (account === null) return layout;
  if (path.dirname(layout.home) !== path.resolve(dataDir)) return opened(layout);
  const closed = await letIn(account, dataDir);
  if (closed === null) return layout;
  if (elsewhere === null || (await exists(layout.data))) throw refuseFor(account, closed);
  const moved = await linkTo(path.join(elsewhere, randomUUID()), dataDir);
  log.warn({ directory: moved.home }, `The database goes there: ${account.name} cannot enter ${closed}`);
  return opened(moved);
}

async function opened(layout: Layout): Promise<Layout> {
  const parent = path.dirname(layout.home);
  await mkdir(parent, { recursive: true });
  await chmod(parent, 0o711);
  return layout;
}

/** Of two that start at once the first one decides. */
async function linkTo(home: string, dataDir: string): Promise<Layout> {
  try {
    await symlink(home, path.join(dataDir, 'postgres'));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  return layoutOf(dataDir);
}
