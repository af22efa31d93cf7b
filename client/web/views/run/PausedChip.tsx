import { Icon } from '../../components/Icon.tsx';
import type { Paused, RunStore } from '../../live/run-store.ts';
import { togglePause, waitingWords } from './pause.ts';

/** Says that the page stands still, what waits, and goes on when it is pressed. */
export const PausedChip = (props: { paused: Paused; store: RunStore }) => (
  <button type="button" class="paused-chip" onClick={() => togglePause(props.store)}>
    <Icon name="pause" />
    Paused
    <span class="m">· {waitingWords(props.paused)}</span>
    <span class="b">Resume</span>
  </button>
);
