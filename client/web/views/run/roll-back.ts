import type { Run } from '../../live/run-fold.ts';

/** The last good deployment: after a run that did not end well, or while its own success is the newest of the service. */
export const rollBackTarget = (run: Run): Run['lastSuccess'] =>
  run.finished && (run.state !== 'SUCCESS' || run.next === null) ? run.lastSuccess : null;
