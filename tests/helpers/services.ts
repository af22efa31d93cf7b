import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a service does: its script's text below `#!/bin/sh`, and its config.json. */
export type Behaviour = { script?: string; config?: Record<string, unknown> };

/** Writes a service's directory, over what was there before. */
export async function writeService(
  servicesDir: string,
  name: string,
  { script = '', config = {} }: Behaviour = {},
): Promise<void> {
  const directory = path.join(servicesDir, name);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'config.json'), JSON.stringify(config));
  await writeFile(path.join(directory, 'deploy.sh'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

export async function removeService(servicesDir: string, name: string): Promise<void> {
  await rm(path.join(servicesDir, name), { recursive: true });
}

/** A shell command that prints one step event. */
export function says(name: string, state: string, more: Record<string, unknown> = {}): string {
  return `printf '%s\\n' '${JSON.stringify({ name, state, ...more })}'`;
}

/** A shell command that waits until the file exists; gives up after a minute, so that nothing outlives its test for long. */
export function waitsFor(file: string): string {
  return `i=0; while [ ! -e '${file}' ] && [ $i -lt 1200 ]; do i=$((i+1)); sleep 0.05; done`;
}
