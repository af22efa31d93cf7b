import type { Exit } from './leash.ts';

/** One line that says why PostgreSQL ended: its own FATAL and HINT lines where it wrote some. */
export function explain(exit: Exit, stderr: string): string {
  const told = stderr
    .split('\n')
    .map((line) => line.match(/(?:FATAL|PANIC|HINT|initdb: error|initdb: hint):\s*(.*)/)?.[1])
    .filter((line) => line !== undefined);
  const reason = told.length > 0 ? told.join(' ') : stderr.trim().split('\n').slice(-3).join(' ');
  const advice =
    exit.code === cannotRun ? ' The binaries need glibc: set DATABASE_URL to a PostgreSQL 14 or newer.' : '';
  return `${reason || 'PostgreSQL said nothing'} (${exit.signal ?? `exit code ${exit.code}`}).${advice}`;
}

const cannotRun = 127; // a shell's word for a program that is missing, or whose loader or libraries are
