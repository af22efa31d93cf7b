import type { RequiredCommand } from './manifest.ts';
import { isRecord, type KeyReader, type Kind } from './manifest-keys.ts';
import { blocks, quote, warns } from './problem.ts';

/** More step names of one deployment are kept as log text only. */
export const maxSteps = 1000;
/** Of one kind; who mends them reads the rest the next time. */
export const maxFaults = 20;
const maxStepNameLength = 255;

/** The names under `steps`, in order. Every entry that has none is a problem with its line; the others count. */
export function declaredSteps(path: string, keys: KeyReader): string[] {
  const names: string[] = [];
  const faults: string[] = [];
  const entries = keys.read('steps', list, 'BLOCKS') ?? [];
  for (const [index, entry] of entries.slice(0, maxSteps).entries()) {
    const name = isRecord(entry) && Object.hasOwn(entry, 'name') ? entry.name : undefined;
    if (typeof name === 'string' && name !== '') names.push(stepName(name));
    else if (faults.length < maxFaults) faults.push(`${stepPlace(keys, index)}: ${stepFault(index, entry, name)}`);
  }
  for (const fault of faults) keys.note(blocks('CONFIG_INVALID', path, fault, stepHint));
  if (entries.length > maxSteps) {
    const message = `${keys.place(['steps'])}: ${entries.length} steps are planned; only the first ${maxSteps} are used`;
    keys.note(warns('CONFIG_INVALID', path, message));
  }
  return names;
}

/** A step's name as it is stored: 255 code points at most, as reported steps are. */
export function stepName(name: string): string {
  return name.length <= maxStepNameLength ? name : [...name].slice(0, maxStepNameLength).join('');
}

/** The commands under `requires`. */
export function requiredCommands(keys: KeyReader): RequiredCommand[] {
  return keys.read('requires', commands, 'BLOCKS') ?? [];
}

const stepHint = 'A step is written {"name": "Install packages"}.';

function stepPlace(keys: KeyReader, index: number): string {
  const named = keys.place(['steps', index, 'name']);
  return named === 'config.json' ? keys.place(['steps', index]) : named;
}

function stepFault(index: number, entry: unknown, name: unknown): string {
  if (!isRecord(entry)) return `steps[${index}] must be an object with a name, found ${quote(entry)}`;
  if (name === undefined) return `steps[${index}].name is missing`;
  return `steps[${index}].name must be text that is not empty, found ${quote(name)}`;
}

const list: Kind<unknown[]> = {
  expected: 'a list of {"name": …}',
  parse: (value) => (Array.isArray(value) ? value : undefined),
};

const commands: Kind<RequiredCommand[]> = {
  expected: 'a list of commands, each a name or {"command": …, "hint": …}',
  parse: (value) => {
    if (!Array.isArray(value)) return undefined;
    const parsed = value.map(requiredCommand);
    return parsed.every((entry) => entry !== null) ? parsed : undefined;
  },
};

function requiredCommand(entry: unknown): RequiredCommand | null {
  const { command, hint = null } = isRecord(entry) ? entry : { command: entry };
  if (typeof command !== 'string' || !/^[\w./+-]{1,255}$/.test(command)) return null;
  return hint === null || typeof hint === 'string' ? { command, hint } : null;
}
