import type { ChunkFieldsFragment, LogStream, StepFieldsFragment } from '../../../client/web/api/generated/graphql.ts';
import { addChunks, createLog, type Log, type LogLine } from '../../../client/web/live/log-model.ts';
import type { Run } from '../../../client/web/live/run-fold.ts';

export interface LineParts {
  text: string;
  step?: number | null;
  stream?: LogStream;
  continued?: boolean;
}

export const startedAt = '2026-11-23T12:00:00.000Z';

/** A chunk as the server sends it; runs of one line each unless lines agree. */
export const buildChunk = (firstLine: number, lines: (LineParts | string)[], at = startedAt): ChunkFieldsFragment => {
  const parts = lines.map((line) => (typeof line === 'string' ? { text: line } : line));
  return {
    firstLine,
    lineCount: parts.length,
    at,
    text: parts.map((part) => part.text).join('\n'),
    runs: parts.map((part) => ({
      lines: 1,
      stream: part.stream ?? 'STDOUT',
      step: part.step === undefined ? 1 : part.step,
      continued: part.continued ?? false,
    })),
  };
};

export const buildLog = (lines: (LineParts | string)[]): Log => {
  const log = createLog();
  addChunks(log, [buildChunk(1, lines)]);
  return log;
};

export const buildLine = (parts: LineParts & { n?: number; at?: number }): LogLine => ({
  n: parts.n ?? 1,
  step: parts.step === undefined ? 1 : parts.step,
  stream: parts.stream ?? 'STDOUT',
  at: parts.at ?? Date.parse(startedAt),
  text: parts.text,
  continued: parts.continued ?? false,
});

export const buildStep = (position: number, overrides: Partial<StepFieldsFragment> = {}): StepFieldsFragment => ({
  position,
  name: `step ${position}`,
  state: 'PENDING',
  message: '',
  startedAt: null,
  finishedAt: null,
  durationMs: null,
  seq: 0,
  firstLogLine: null,
  lastLogLine: null,
  ...overrides,
});

export const buildRun = (overrides: Partial<Run> = {}): Run => ({
  id: 'dep_1',
  number: 1,
  state: 'RUNNING',
  finished: false,
  reason: null,
  createdAt: startedAt,
  startedAt,
  finishedAt: null,
  durationMs: null,
  version: null,
  origin: 'web',
  note: null,
  actor: { label: 'admin' },
  canceledBy: null,
  failure: null,
  service: {
    id: 'svc_1',
    name: 'podcast',
    title: 'podcast',
    environment: 'production',
    confirm: false,
    state: 'READY',
    problems: [],
    hasParameters: false,
    viewerCannot: [],
    concurrency: 'QUEUE',
    estimate: null,
  },
  currentStep: null,
  queuePosition: null,
  blockers: [],
  retryOf: null,
  viewerCan: ['CANCEL'],
  estimate: null,
  steps: [],
  lastSeq: 0,
  exitCode: null,
  signal: null,
  cancelReason: null,
  parameters: {},
  output: {},
  revision: null,
  logRemovedAt: null,
  configHash: null,
  scriptHash: null,
  lastSuccess: null,
  previous: null,
  next: null,
  ...overrides,
});
