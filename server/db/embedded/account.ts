import { chmod, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { StartRefused } from '../../errors.ts';
import { hasCode } from './files.ts';

/** The system account that PostgreSQL runs as, because it refuses to run as root. */
export type Account = { name: string; uid: number; gid: number };

const preferred = ['fastdeploy', 'postgres', 'nobody'];

/**
 * Who runs PostgreSQL: null (ourselves) unless we are root; otherwise the owner of an existing cluster, or the first
 * account that this system has. Never the account of the deploy scripts, which could then read and change every row.
 */
export async function chooseAccount(clusterData: string, deployUser: string | null): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8'));
  const owner = await ownerOf(clusterData);
  if (owner !== null) return ownerAccount(accounts, owner, clusterData, deployUser);
  for (const name of preferred) {
    const account = accounts.find((candidate) => candidate.name === name);
    if (account && name !== deployUser) return account;
  }
  throw new StartRefused(
    `PostgreSQL refuses to run as root and there is no account for it (looked for ${preferred.join(', ')}, other than the deploy user). ` +
      'Create one with `useradd --system fastdeploy`, or set DATABASE_URL.',
  );
}

/** Lets `account` enter `directory` (0711: names stay unlisted). Returns the parent directory that prevents it, or null. */
export async function letIn(account: Account | null, directory: string): Promise<string | null> {
  if (!account) return null;
  await chmod(directory, 0o711);
  return closedParent(account, directory);
}

export const refuseFor = (account: Account, closed: string): StartRefused =>
  new StartRefused(
    `PostgreSQL refuses to run as root, so it runs as ${account.name}, and ${account.name} cannot enter ${closed}. ` +
      'Set FASTDEPLOY_DATA_DIR to a directory whose parents everybody may enter, such as /var/lib/fastdeploy.',
  );

/** Whether `account` can enter every directory above `file`, and execute it. */
export async function canReach(account: Account, file: string): Promise<boolean> {
  try {
    return (await closedParent(account, file)) === null;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** The highest directory on the way to `file` (itself included) that `account` may not enter, by its mode bits. */
async function closedParent(account: Account, file: string): Promise<string | null> {
  const parts = (await realpath(file)).split(path.sep).filter(Boolean);
  let current: string = path.sep;
  for (const part of ['', ...parts]) {
    current = path.join(current, part);
    const { uid, gid, mode } = await stat(current);
    const executeBit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & executeBit)) return current;
  }
  return null;
}

function ownerAccount(accounts: Account[], uid: number, data: string, deployUser: string | null): Account {
  const account = accounts.find((candidate) => candidate.uid === uid);
  if (!account || uid === 0) {
    throw new StartRefused(
      `${data} belongs to user id ${uid}, which cannot run PostgreSQL. Give it back to its account with chown -R.`,
    );
  }
  if (account.name === deployUser) {
    throw new StartRefused(
      `The database in ${data} belongs to ${account.name}, and deploy scripts would run as ${account.name} too, so each of them could ` +
        'change every deployment. Set FASTDEPLOY_DEPLOY_USER to another user, or create an account `fastdeploy` and chown -R the database to it.',
    );
  }
  return account;
}

async function ownerOf(directory: string): Promise<number | null> {
  try {
    return (await stat(directory)).uid;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function parseAccounts(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}
