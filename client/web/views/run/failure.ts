import { type Accessor, createMemo } from 'solid-js';
import { visibleText } from '../../live/ansi.ts';
import { findErrorLines } from '../../live/error-lines.ts';
import type { LogLine } from '../../live/log-model.ts';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';

export interface Failure {
  title: string;
  message: string;
  /** The line to look at first. */
  errorLine: number | null;
  excerpt: LogLine[];
  /** Names of the steps that never ran. */
  notRun: string[];
}

const excerptLines = 4;

/** Why the run did not succeed, as far as that is known; null while it runs. */
export const createFailure = (store: RunStore, run: () => Run): Accessor<Failure | null> =>
  createMemo(() => {
    store.view.changes;
    return run().finished ? explainFailure(run(), store.log.lines) : null;
  });

/** Why a run did not succeed, from the server's word where it has one and from the held lines otherwise. */
export const explainFailure = (run: Run, lines: readonly LogLine[]): Failure | null => {
  const title = explainTitle(run);
  if (title === null) return null;
  const failed = run.steps.find((step) => step.state === 'FAILURE');
  const spoken = lines.filter((line) => line.stream !== 'EVENT' && (!failed || line.step === failed.position));
  const errors = findErrorLines(spoken);
  const lastWords = spoken.findLast((line) => line.stream !== 'SYSTEM');
  // Of a lost run the last words are only the last that were heard, not what went wrong.
  const errorLine =
    run.state === 'LOST'
      ? (errors[0]?.n ?? null)
      : (run.failure?.firstErrorLine ?? errors[0]?.n ?? lastWords?.n ?? null);
  const start = spoken.findIndex((line) => line.n === errorLine);
  const excerpt = start === -1 ? [] : spoken.slice(start, start + excerptLines);

  // "exit code 1" is known from the header; what an error line says is more.
  const message =
    failed?.message ||
    (excerpt[0] && isError(excerpt[0], errors) ? ownWords(excerpt[0]) : '') ||
    run.failure?.message ||
    run.reason ||
    ownWords(excerpt[0]) ||
    'The script gave no reason.';

  return {
    title,
    message: message === run.reason ? sentence(message) : message,
    errorLine: excerpt.length > 0 ? errorLine : null,
    excerpt,
    notRun: run.steps.filter((step) => step.state === 'SKIPPED' || step.state === 'PENDING').map((step) => step.name),
  };
};

/** Our own words begin with a capital where they stand alone; those of a script stay as they are. */
const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Null: there is nothing to explain. */
export const explainTitle = (run: Run): string | null => titles[run.state] ?? null;

const titles: Partial<Record<Run['state'], string>> = {
  FAILURE: 'Why it failed',
  TIMED_OUT: 'Why it was stopped',
  LOST: 'What is known',
};

const isError = (line: LogLine, errors: readonly LogLine[]): boolean => errors.some(({ n }) => n === line.n);

/** `psycopg.errors.UndefinedTable: relation "x" does not exist` without the name of the exception. */
const ownWords = (line: LogLine | undefined): string => (line ? visibleText(line.text).replace(/^[\w.]+:\s+/, '') : '');
