import pino from 'pino';
import type { Log } from '../../server/log.ts';

/** A log whose lines a test can read. */
export function recordingLog(level = 'info'): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { lines, log: pino({ level }, { write: (line: string) => void lines.push(line) }) };
}
