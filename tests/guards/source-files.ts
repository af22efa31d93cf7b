import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** `file` imports `to`: a path from the root for our own files, else the name of a package. */
export type Import = { file: string; to: string; isOwn: boolean; isType: boolean; isLazy: boolean };

/** Every source file below a folder, as paths from the root. */
export function sourceFiles(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^(web\/)?dist\/|\/generated\//.test(file))
    .map((file) => path.join(folder, file))
    .sort();
}

/** What a file imports. `import { type A }` counts as a value: erasing the type leaves the import. */
export function importsOf(file: string): Import[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const lazy = text.matchAll(/\bimport\('([^']+)'\)/g);
  return [
    ...[...statements].map(([, type, to = '']) => ({ to, isType: type !== undefined, isLazy: false })),
    ...[...lazy].map(([, to = '']) => ({ to, isType: false, isLazy: true })),
  ].map(({ to, ...rest }) => {
    const isOwn = to.startsWith('.');
    return { file, to: isOwn ? path.join(path.dirname(file), to) : to, isOwn, ...rest };
  });
}

export const show = ({ file, to }: Import): string => `${file} imports ${to}`;
