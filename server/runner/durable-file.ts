import fs from 'node:fs';
import path from 'node:path';

/** Creates the file with its whole content, synced, or throws EEXIST: a reader sees either no file or all of it. */
export function createExclusive(file: string, content: string, mode = 0o600): void {
  const draft = `${file}.${process.pid}`;
  writeSynced(draft, content, mode);
  try {
    fs.linkSync(draft, file); // unlike rename, link never replaces what somebody else put there first
  } finally {
    fs.unlinkSync(draft);
  }
  syncDirectory(path.dirname(file));
}

/** Replaces the file atomically; it is on disk, under its name, on return. */
export function replaceFile(file: string, content: string): void {
  replaceFiles(path.dirname(file), { [path.basename(file)]: content });
}

/** The same for several files of one directory, which appear in the order given. */
export function replaceFiles(directory: string, contents: Record<string, string>): void {
  for (const [name, content] of Object.entries(contents)) {
    const draft = path.join(directory, `${name}.${process.pid}`);
    writeSynced(draft, content, 0o600);
    fs.renameSync(draft, path.join(directory, name));
  }
  syncDirectory(directory);
}

/** Makes created, renamed and removed names of a directory survive a power cut. */
export function syncDirectory(directory: string): void {
  const descriptor = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The system error's code (`ENOENT`), or an empty string for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function writeSynced(file: string, content: string, mode: number): void {
  fs.rmSync(file, { force: true }); // left by a process of the same number that died half-way
  const descriptor = fs.openSync(file, 'wx', mode);
  try {
    fs.writeFileSync(descriptor, content);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
