import { createMemo, createRoot, createSignal, onCleanup } from 'solid-js';
import type { IconName } from '../components/Icon.tsx';

/** Something the page can do now, for "Actions here" of the palette. It exists as a visible control as well. */
export interface PageAction {
  name: string;
  icon: IconName;
  /** What follows: `asks first`, `opens the form`. */
  detail?: string;
  /** The shortcut that does the same. */
  keys?: string;
  run(): void;
}

type Source = () => readonly PageAction[];

const [sources, setSources] = createSignal<readonly Source[]>([]);

/** The page's own actions, while its component lives; those it cannot do now it leaves out. */
export const usePageActions = (actions: Source): void => {
  setSources((before) => [...before, actions]);
  onCleanup(() => setSources((before) => before.filter((each) => each !== actions)));
};

export const pageActions = createRoot(() => createMemo(() => sources().flatMap((each) => each())));
