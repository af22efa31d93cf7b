import { builder } from '../graphql/builder.ts';
import { present } from '../graphql/present.ts';
import { Deployment } from './deployment.schema.ts';
import type { Failure } from './read-failure.ts';
import type { LogRun as LogRunShape, LogSnapshot } from './snapshots.ts';
import { Step } from './step.schema.ts';

const LogStream = builder.enumType('LogStream', {
  values: {
    STDOUT: {},
    STDERR: {},
    EVENT: { description: 'A line that was read as a step event.' },
    SYSTEM: { description: 'Written by FastDeploy.' },
  },
});

const LogRun = builder.objectRef<LogRunShape>('LogRun').implement({
  fields: (t) => ({
    lines: t.exposeInt('lines'),
    stream: t.expose('stream', { type: LogStream }),
    step: t.exposeInt('step', { nullable: true, description: 'Position of the step.' }),
    continued: t.boolean({
      description:
        'No newline followed the last of these lines: the next line of the same stream goes on where it ends. Only pieces of a line over 64 KiB.',
      resolve: ({ continued }) => continued ?? false,
    }),
  }),
});

type Chunk = LogSnapshot & { at: Date };

export const LogChunk = builder.objectRef<Chunk>('LogChunk').implement({
  description: 'Text travels in chunks, as it is stored: a fifth of the cost of one object a line.',
  fields: (t) => ({
    firstLine: t.exposeInt('firstLine', {
      description: 'Number of the first line; numbers start at 1 and have no gap.',
    }),
    lineCount: t.exposeInt('lineCount'),
    at: t.expose('at', {
      type: 'DateTime',
      description: 'When the chunk was written; lines of one chunk are at most 50 ms apart.',
    }),
    text: t.exposeString('text', {
      description: 'lineCount lines joined by \\n; ANSI colours kept, secrets masked, invalid UTF-8 replaced.',
    }),
    runs: t.expose('runs', {
      type: [LogRun],
      description: 'Run-length: the next `lines` lines came from `stream` while `step` was running.',
    }),
  }),
});

const LogSlice = builder.objectRef<{ chunks: Chunk[]; totalLines: number }>('LogSlice').implement({
  fields: (t) => ({ chunks: t.expose('chunks', { type: [LogChunk] }), totalLines: t.exposeInt('totalLines') }),
});

const LogSearch = builder.objectRef<{ lines: number[]; more: boolean }>('LogSearch').implement({
  fields: (t) => ({
    lines: t.exposeIntList('lines'),
    more: t.exposeBoolean('more', { description: 'True when more lines match.' }),
  }),
});

const DeploymentFailure = builder.objectRef<Failure>('DeploymentFailure').implement({
  fields: (t) => ({
    step: t.expose('step', { type: Step, nullable: true }),
    message: t.exposeString('message'),
    firstErrorLine: t.int({ nullable: true, resolve: async (failure) => (await failure.firstError()).line }),
    excerpt: t.field({
      type: LogChunk,
      nullable: true,
      description: 'A few lines around it.',
      resolve: async (failure) => (await failure.firstError()).excerpt,
    }),
  }),
});

builder.objectFields(Deployment, (t) => ({
  log: t.field({
    type: LogSlice,
    description:
      'Lines fromLine..toLine, or the last ones; at most 10,000 lines and 8 MiB of text at a time. Of more text the first lines come, of the last ones the newest: `firstLine` and `lineCount` say which, and the others are there to be asked for.',
    args: { fromLine: t.arg.int(), toLine: t.arg.int(), last: t.arg.int() },
    resolve: ({ id }, args, { operations, viewer }) => operations.deployments.logSlice(viewer, id, present(args)),
  }),
  searchLog: t.field({
    type: LogSearch,
    description: 'Line numbers that contain the text; `first` is from 1 to 1,000.',
    args: {
      text: t.arg.string({ required: true }),
      step: t.arg.int(),
      afterLine: t.arg.int({ defaultValue: 0 }),
      first: t.arg.int({ defaultValue: 100 }),
      caseSensitive: t.arg.boolean({ defaultValue: false }),
    },
    resolve: ({ id }, { text, step, afterLine, first, caseSensitive }, { operations, viewer }, info) =>
      operations.deployments.searchLog(viewer, id, {
        text,
        ...present({ step }),
        afterLine: afterLine ?? 0,
        first: first ?? 100,
        caseSensitive: caseSensitive ?? false,
        signal: info.getAbortSignal(),
      }),
  }),
  logLineCount: t.exposeInt('lastLine'),
  logRemovedAt: t.expose('logRemovedAt', {
    type: 'DateTime',
    nullable: true,
    description: 'Set when retention removed the text; everything else stays.',
  }),
  failure: t.field({
    type: DeploymentFailure,
    nullable: true,
    description: 'Why it failed, for the top of the page.',
    resolve: async (deployment, _args, { operations, viewer, loaders }) =>
      operations.deployments.failureOf(viewer, deployment, (await loaders.stepsOfDeployment.load(deployment.id)) ?? []),
  }),
  logUrl: t.field({
    type: 'URL',
    description: 'Whole log as text/plain (same authorization).',
    resolve: ({ id }, _args, { publicUrl }) => `${publicUrl}/deployments/${id}/log`,
  }),
}));
