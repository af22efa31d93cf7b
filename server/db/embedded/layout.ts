import { readlinkSync } from 'node:fs';
import path from 'node:path';
import type { Binaries } from './binaries.ts';

/** Where the embedded cluster keeps its things: `<data directory>/postgres`, or where a link of that name leads. */
export type Layout = { home: string; data: string; password: string; libraries: string; sockets: string };

export const embeddedPort = 5432; // only a part of the socket's name: there is no TCP
export const embeddedUser = 'fastdeploy';
export const embeddedDatabase = 'fastdeploy';

export function layoutOf(dataDir: string): Layout {
  const home = path.resolve(dataDir, 'postgres');
  return layoutAt(linked(home) ?? home);
}

function linked(place: string): string | null {
  try {
    return path.resolve(path.dirname(place), readlinkSync(place));
  } catch {
    return null; // a directory, or nothing yet
  }
}

export const layoutAt = (home: string): Layout => ({
  home,
  data: path.join(home, 'data'),
  password: path.join(home, 'password'),
  libraries: path.join(home, 'lib'),
  sockets: path.join(home, 'run'),
});

/** Nothing of the caller's environment: a PGPASSWORD or a locale of a shell must not change the database. */
export const cleanEnvironment = (layout: Layout, { native }: Binaries): NodeJS.ProcessEnv => ({
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  LD_LIBRARY_PATH: `${layout.libraries}:${path.join(native, 'lib')}`,
});
