import { cpSync } from 'node:fs';
import path from 'node:path';

const examples = path.resolve(import.meta.dirname, '../../deploy/examples/services');

/** What a newcomer can press Deploy on. */
export const demoServices = ['hello', 'fails'] as const;

/** Copies an example service, as it is in the repository, to `directory`. */
export function copyExample(name: (typeof demoServices)[number], directory: string): void {
  cpSync(path.join(examples, name), directory, { recursive: true, errorOnExist: true, force: false });
}
