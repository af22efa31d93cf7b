import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** So near to the end is at the end. */
const nearPx = 40;

export interface Follow {
  following: Accessor<boolean>;
  /** Lines that came while the reader was elsewhere. */
  missed: Accessor<number>;
  /** Tell it that lines were added. */
  grew(lines: number): void;
  /** Go to the end and stay there. */
  toEnd(): void;
  /** Go on reading here. */
  stop(): void;
}

/**
 * Whether the page keeps showing the end, derived from where it is scrolled and never a mode: scrolling up or selecting
 * text stops it, being at the end starts it.
 */
export const createFollow = (log: () => HTMLElement | undefined): Follow => {
  const [following, setFollowing] = createSignal(false);
  const [missed, setMissed] = createSignal(0);
  let lastY = scrollY;

  const atEnd = (): boolean => document.documentElement.scrollHeight - innerHeight - scrollY < nearPx;
  const begin = (): void => {
    setFollowing(true);
    setMissed(0);
  };
  const jump = (): void => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  const onScroll = (): void => {
    if (atEnd() && !isSelecting(log())) begin();
    else if (scrollY < lastY) setFollowing(false);
    lastY = scrollY;
  };
  const onSelect = (): void => {
    if (isSelecting(log())) setFollowing(false);
  };

  onMount(() => {
    const sizes = new ResizeObserver(() => following() && jump());
    const element = log();
    if (element) sizes.observe(element);
    addEventListener('scroll', onScroll, { passive: true });
    document.addEventListener('selectionchange', onSelect);
    onCleanup(() => {
      sizes.disconnect();
      removeEventListener('scroll', onScroll);
      document.removeEventListener('selectionchange', onSelect);
    });
  });

  return {
    following,
    missed,
    grew(lines) {
      if (following()) jump();
      else setMissed((before) => before + lines);
    },
    toEnd() {
      getSelection()?.removeAllRanges();
      begin();
      jump();
    },
    stop: () => setFollowing(false),
  };
};

const isSelecting = (log: HTMLElement | undefined): boolean => {
  const selection = getSelection();
  return Boolean(selection && !selection.isCollapsed && log?.contains(selection.anchorNode));
};
