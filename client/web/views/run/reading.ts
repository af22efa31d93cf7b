import { useSearchParams } from '@solidjs/router';
import { setTimes, setWrap, times, wrap } from './log-view-state.ts';

export type Times = 'start' | 'clock' | 'off';

/** How the log of this page is read: what its address asks for, else what the reader prefers. */
export interface Reading {
  times(): Times;
  wraps(): boolean;
  /** From start, clock, off, and again. The address follows. */
  nextTimes(): void;
  toggleWrap(): void;
}

export const createReading = (): Reading => {
  const [params, setParams] = useSearchParams<{ ts?: string; wrap?: string }>();
  const address = (change: { ts?: string; wrap?: string }): void => setParams(change, { replace: true, scroll: false });
  const shownTimes = (): Times => timesIn(params.ts) ?? times();
  const wraps = (): boolean => wrapIn(params.wrap) ?? wrap() === 'on';
  return {
    times: shownTimes,
    wraps,
    nextTimes() {
      const next = after[shownTimes()];
      setTimes(next);
      address({ ts: words[next] });
    },
    toggleWrap() {
      const next = !wraps();
      setWrap(next ? 'on' : 'off');
      address({ wrap: next ? '1' : '0' });
    },
  };
};

/** What `?ts=` says; null: nothing that is known. */
export const timesIn = (text: string | undefined): Times | null => order.find((each) => words[each] === text) ?? null;

/** What `?wrap=` says; null: nothing that is known. */
export const wrapIn = (text: string | undefined): boolean | null =>
  text === '1' || text === '0' ? text === '1' : null;

const order = ['start', 'clock', 'off'] as const;
const words = { start: 'rel', clock: 'abs', off: 'off' } as const;
const after = { start: 'clock', clock: 'off', off: 'start' } as const;
