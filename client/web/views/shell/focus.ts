import { useLocation } from '@solidjs/router';
import { createEffect, on, onCleanup } from 'solid-js';

/** A page that is still not there after this long, or a reader who does something else meanwhile, keeps the focus. */
const patienceMs = 10_000;

/** After going to another page the focus is on its heading, as after a click on a link of an ordinary site. Needs an owner. */
export const focusHeadings = (main: () => HTMLElement | undefined): void => {
  const location = useLocation();
  let stop = (): void => undefined;
  createEffect(
    on(
      () => location.pathname,
      () => {
        stop();
        stop = focusWhenThere(main());
      },
      { defer: true },
    ),
  );
  onCleanup(() => stop());
};

const focusWhenThere = (main: HTMLElement | undefined): (() => void) => {
  if (!main) return () => undefined;
  const heading = (): HTMLElement | null => main.querySelector('h1[tabindex]');
  const look = (): void => {
    const found = heading();
    if (!found || document.querySelector('dialog[open]')) return;
    if (document.activeElement !== found) found.focus({ preventScroll: true });
    if (!found.closest('.skeleton')) stop();
  };
  const observer = new MutationObserver(look);
  const timer = setTimeout(() => stop(), patienceMs);
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    for (const event of ['keydown', 'pointerdown']) removeEventListener(event, stop, true);
  };
  for (const event of ['keydown', 'pointerdown']) addEventListener(event, stop, true);
  observer.observe(main, { childList: true, subtree: true });
  // The page that is left is still there in this turn.
  setTimeout(look);
  return stop;
};
