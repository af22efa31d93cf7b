import { plural } from '../../components/format.ts';
import { foldState, type Run } from '../../live/run-fold.ts';
import type { Paused, RunStore } from '../../live/run-store.ts';
import { announce } from '../../session/announce.ts';

/** The page stands still, or goes on with all that arrived meanwhile. */
export const togglePause = (store: RunStore): void => {
  const { paused } = store.view;
  if (!paused) {
    store.pause();
    announce('Live updates paused');
    return;
  }
  store.resume();
  announce(`Live updates resumed, ${plural(paused.lines, 'new line')}`);
};

/** `34 lines wait, and the end of the run`. */
export const waitingWords = ({ lines, end }: Paused): string => {
  const words = lines === 1 ? '1 line waits' : `${plural(lines, 'line')} wait`;
  return end ? `${words}, and the end of the run` : words;
};

/** The run as it is, also where the page does not show it yet: whoever asked to be told its end is told. */
export const latest = (run: Run, paused: Paused | null): Run =>
  paused?.end ? { ...run, ...foldState(run, paused.end) } : run;
