import { createMemo, createRoot, createSignal, onCleanup } from 'solid-js';

/** A part of the page that somebody with a keyboard may want to reach at once; `to` is its id. */
export interface Skip {
  to: string;
  name: string;
}

const [sources, setSources] = createSignal<readonly (() => readonly Skip[])[]>([]);

/** Parts of the page that are there now, while its component lives. */
export const useSkips = (skips: () => readonly Skip[]): void => {
  setSources((before) => [...before, skips]);
  onCleanup(() => setSources((before) => before.filter((each) => each !== skips)));
};

export const pageSkips = createRoot(() => createMemo(() => sources().flatMap((each) => each())));
