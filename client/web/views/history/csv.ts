import type { HistoryFieldsFragment } from '../../api/generated/graphql.ts';

/** More rows are no table for a spreadsheet any more; who needs them asks the API. */
export const maxCsvRows = 10_000;

const columns: [name: string, value: (run: HistoryFieldsFragment) => string | number | null][] = [
  ['number', (run) => run.number],
  ['state', (run) => run.state],
  ['service', (run) => run.service.name],
  ['environment', (run) => run.service.environment],
  ['version', (run) => run.version],
  ['created_at', (run) => run.createdAt],
  ['started_at', (run) => run.startedAt],
  ['finished_at', (run) => run.finishedAt],
  ['duration_seconds', (run) => (run.durationMs === null ? null : run.durationMs / 1_000)],
  ['failed_step', (run) => run.failure?.step?.name ?? null],
  ['by', (run) => run.actor.label],
  ['origin', (run) => run.origin],
  ['note', (run) => run.note],
];

/** A table that spreadsheets read (RFC 4180). Text that they would run as a formula begins with an apostrophe. */
export const toCsv = (runs: readonly HistoryFieldsFragment[]): string =>
  [columns.map(([name]) => name), ...runs.map((run) => columns.map(([, value]) => cell(value(run))))]
    .map((row) => `${row.join(',')}\r\n`)
    .join('');

export const saveText = (name: string, text: string, type: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

const cell = (value: string | number | null): string => {
  if (typeof value !== 'string') return String(value ?? '');
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};
