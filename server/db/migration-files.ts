import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migration } from '@mikro-orm/migrations';

/** `compatible`: the release before can go on working with the changed schema; `breaking`: it cannot. */
export type Mark = 'compatible' | 'breaking';

export type MigrationFile = { name: string; file: string; mark: Mark; reason: string };

export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

export const migrationsDirectory = path.resolve(import.meta.dirname, '../../migrations');

/** Every migration of the directory in the order of its number. The first line of each has to say its mark and why. */
export async function listMigrations(directory: string): Promise<MigrationFile[]> {
  const files = (await readdir(directory)).filter((name) => /^\d{4}-[a-z0-9-]+\.[jt]s$/.test(name)).sort();
  return Promise.all(files.map((name) => describe(path.join(directory, name))));
}

export async function loadMigration({ file }: MigrationFile): Promise<MigrationClass> {
  const exports: Record<string, unknown> = await import(pathToFileURL(file).href);
  const migration = Object.values(exports).find(isMigrationClass);
  if (!migration) throw new Error(`${file} exports no class that extends Migration.`);
  return migration;
}

async function describe(file: string): Promise<MigrationFile> {
  const [first = ''] = (await readFile(file, 'utf8')).split('\n', 1);
  const [, mark, reason] = first.match(/^\/\/ (compatible|breaking): (.+)$/) ?? [];
  if ((mark !== 'compatible' && mark !== 'breaking') || !reason) {
    throw new Error(`The first line of ${file} must be "// compatible: why" or "// breaking: why", got "${first}".`);
  }
  return { name: path.parse(file).name, file, mark, reason };
}

const isMigrationClass = (value: unknown): value is MigrationClass =>
  typeof value === 'function' && value.prototype instanceof Migration;
