import type { Client } from '@urql/core';
import { batch, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { explain, overSocket } from '../api/client.ts';
import { RunEventsDocument, RunOutcomeDocument, RunPageDocument, SearchLogDocument } from '../api/generated/graphql.ts';
import { messageOf } from '../components/error-message.ts';
import { holdClock, letClockGo, setServerTime } from './clock.ts';
import {
  addChunks,
  createLog,
  type Gap,
  gaps,
  type Log,
  type LogLine,
  linesBetween,
  logCap,
  outputLines,
  trimMiddle,
} from './log-model.ts';
import { gone, readChunks } from './log-reader.ts';
import { foldState, type LinesEvent, type Run, type RunEvent, type StateEvent, stepIndex } from './run-fold.ts';

export type RunPage =
  | { kind: 'loading' }
  | { kind: 'missing' }
  | { kind: 'failed'; message: string; requestId: string | null }
  | { kind: 'ready' };

/** Lines came at the end, or so much changed that the log must be drawn again. */
export type LogChange = { kind: 'appended'; lines: LogLine[] } | { kind: 'redraw' };

/** What arrived while the page stands still: kept, and shown when it goes on. */
export interface Paused {
  lines: number;
  end: StateEvent | null;
}

/** Line numbers that the server found, the first of them when there are `more`; or why it did not look. */
export type ServerHits = { kind: 'found'; lines: number[]; more: boolean } | { kind: 'failed'; message: string };

export interface RunStore {
  view: {
    page: RunPage;
    run: Run | null;
    /** Lines the run has. */
    lines: number;
    /** Goes up with each change of the log, before anybody draws it. */
    changes: number;
    /** Lines that somebody asked for last and that could not be loaded, and why. */
    notLoaded: (Gap & { message: string }) | null;
    paused: Paused | null;
  };
  log: Log;
  /** Called after each change of the log until the owner is disposed. */
  onLog(listener: (change: LogChange) => void): void;
  /** Adds lines to the log, or says in `view` why not. */
  loadLines(from: number, to: number): Promise<void>;
  /** Lines as they are, without adding those that the log does not hold. Rejects unless it has them all. */
  readLines(from: number, to: number): Promise<LogLine[]>;
  searchServer(query: { text: string; caseSensitive: boolean }): Promise<ServerHits>;
  reload(): void;
  pause(): void;
  resume(): void;
}

/** Everything but lines: those are never shown by the store itself. */
type ShownEvent = Exclude<RunEvent, LinesEvent>;

const aroundFailure = 200;

/**
 * One run: one query, then one subscription from its `lastSeq` until the run is over. Needs a Solid owner. Everything
 * folds by seq (state, steps) or by line number (log), so overlap and repetition never show. What events do not carry
 * (output, version, hashes, failure) is read again whenever the state changes.
 */
export const createRunStore = (client: Client, id: string): RunStore => {
  const [view, setView] = createStore<RunStore['view']>({
    page: { kind: 'loading' },
    run: null,
    lines: 0,
    changes: 0,
    notLoaded: null,
    paused: null,
  });
  const log = createLog();
  const listeners = new Set<(change: LogChange) => void>();
  const waiting: { events: ShownEvent[]; lines: LogLine[] | null } = { events: [], lines: [] };
  let unsubscribe = (): void => undefined;
  let outcome = Promise.resolve();
  let disposed = false;

  /** Nothing waits any more: the log is drawn with all that is there. */
  const showsAll = (): void => {
    waiting.lines = [];
    if (view.paused) setView('paused', { lines: 0 });
  };
  const tell = (change: LogChange): void => {
    if (change.kind === 'redraw') showsAll();
    setView((before) => ({ lines: log.total, changes: before.changes + 1 }));
    for (const listener of listeners) listener(change);
  };

  const show = (event: ShownEvent): void => {
    const run = view.run;
    if (!run) return;
    if (event.__typename === 'DeploymentBlocked') {
      if (run.state === 'QUEUED') setView('run', { queuePosition: event.position, blockers: event.blockers });
    } else if (event.__typename === 'DeploymentStateChanged') {
      setView('run', foldState(run, event));
      // One after another: the client answers equal questions of one moment once.
      outcome = outcome.then(readOutcome);
    } else {
      const index = stepIndex(run.steps, event.step);
      if (index !== null) setView('run', 'steps', index, reconcile(event.step));
    }
  };

  /** What cannot be read leaves the page as it is. */
  const readOutcome = async (): Promise<void> => {
    const { data } = await client.query(RunOutcomeDocument.toString(), { id }, overSocket).toPromise();
    if (data?.deployment && !disposed) setView('run', data.deployment);
  };

  const keep = (event: ShownEvent): void => {
    waiting.events.push(event);
    if (event.__typename === 'DeploymentStateChanged' && event.finished) setView('paused', { end: event });
  };

  const addLines = (event: LinesEvent): void => {
    const { appended, filled } = addChunks(log, event.chunks);
    const isWhole = trimMiddle(log) || filled;
    if (!view.paused) {
      tell(isWhole ? { kind: 'redraw' } : { kind: 'appended', lines: appended });
      return;
    }
    if (isWhole) waiting.lines = null;
    waiting.lines?.push(...appended);
    setView('paused', { lines: view.paused.lines + outputLines(appended) });
  };

  const apply = (event: RunEvent): void => {
    const run = view.run;
    if (!run) return;
    if (event.__typename !== 'DeploymentBlocked') {
      if (event.seq <= run.lastSeq) return;
      setView('run', 'lastSeq', event.seq);
    }
    if (event.__typename === 'LogAppended') addLines(event);
    else if (view.paused) keep(event);
    else show(event);
  };

  const resume = (): void => {
    const { events, lines } = waiting;
    Object.assign(waiting, { events: [], lines: [] });
    letClockGo();
    batch(() => {
      setView('paused', null);
      for (const event of events) show(event);
    });
    tell(lines === null ? { kind: 'redraw' } : { kind: 'appended', lines });
  };

  const subscribe = (after: number): void => {
    const live = client.subscription(RunEventsDocument.toString(), { id, after }).subscribe((result) => {
      if (result.data) apply(result.data.deploymentEvents);
      if (result.error) setView('page', { kind: 'failed', ...explain(result.error) });
    });
    unsubscribe = live.unsubscribe;
  };

  const loadLines = async (from: number, to: number): Promise<void> => {
    try {
      addChunks(log, await readChunks(client, id, from, to));
    } catch (error) {
      return setView('notLoaded', { from, to, message: messageOf(error) });
    }
    setView('notLoaded', null);
    tell({ kind: 'redraw' });
  };

  const load = async (): Promise<void> => {
    unsubscribe();
    const { data, error } = await client.query(RunPageDocument.toString(), { id }).toPromise();
    if (disposed) return;
    if (error) return setView('page', { kind: 'failed', ...explain(error) });
    if (data) setServerTime(data.server.timeNow);
    if (!data?.deployment) return setView('page', { kind: 'missing' });

    const { log: slice, ...run } = data.deployment;
    addChunks(log, slice.chunks);
    log.total = Math.max(log.total, slice.totalLines);
    // First, so that a page which begins with the run draws its log once.
    tell({ kind: 'redraw' });
    setView({ page: { kind: 'ready' }, run, lines: log.total });
    if (!run.finished) subscribe(run.lastSeq);
    await loadTop(log, run, loadLines);
  };

  void load();
  onCleanup(() => {
    disposed = true;
    letClockGo();
    unsubscribe();
  });

  return {
    view,
    log,
    loadLines,
    async readLines(from, to) {
      const end = Math.min(to, log.total);
      const isWhole = (lines: LogLine[]): boolean => lines.length === end - from + 1;
      const held = linesBetween(log, from, end);
      if (isWhole(held)) return held;
      const read = createLog();
      addChunks(read, await readChunks(client, id, from, end));
      if (!isWhole(read.lines)) throw new Error('Not all of these lines are there any more.');
      return read.lines;
    },
    onLog(listener) {
      listeners.add(listener);
      onCleanup(() => listeners.delete(listener));
    },
    async searchServer({ text, caseSensitive }) {
      const { data, error } = await client.query(SearchLogDocument.toString(), { id, text, caseSensitive }).toPromise();
      if (error) return { kind: 'failed', message: explain(error).message };
      return data?.deployment ? { kind: 'found', ...data.deployment.searchLog } : { kind: 'failed', message: gone };
    },
    reload: () => void load(),
    pause() {
      holdClock();
      setView('paused', { lines: 0, end: null });
    },
    resume,
  };
};

/** A log up to the cap is loaded whole; of a longer one the head and the place of the failure. */
const loadTop = async (log: Log, run: Run, loadLines: RunStore['loadLines']): Promise<void> => {
  const first = gaps(log)[0];
  if (first?.from !== 1) return;
  if (log.total <= logCap.most) return loadLines(first.from, first.to);
  await loadLines(1, logCap.head);
  const failed = run.failure?.firstErrorLine;
  if (failed && failed > logCap.head && failed <= first.to) {
    await loadLines(Math.max(failed - aroundFailure, 1), Math.min(failed + aroundFailure, first.to));
  }
};
