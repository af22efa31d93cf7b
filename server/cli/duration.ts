import { CommandFailure, exitCodes } from './exit-codes.ts';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Milliseconds of `90`, `90s`, `30m` or `2h`. Throws a usage error that names the option. */
export function parseDuration(option: string, text: string): number {
  const [, number, unit = 's'] = /^(\d{1,6}(?:\.\d+)?)([smh])?$/.exec(text) ?? [];
  if (number === undefined || !isUnit(unit))
    throw new CommandFailure(exitCodes.usage, `${option} must be a duration such as 90s, 30m or 2h, got "${text}"`);
  return Number(number) * unitMs[unit];
}

/** For people: `4.2s`, `1m 05s`, `2h 03m`. */
export function printDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${(ms / 1000).toFixed(1)}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${two(seconds % 60)}s`;
  return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
}

const two = (number: number): string => String(number).padStart(2, '0');
const isUnit = (unit: string): unit is keyof typeof unitMs => unit in unitMs;
