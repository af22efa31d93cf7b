import { useLocation } from '@solidjs/router';
import { onCleanup } from 'solid-js';

/** Where somebody was on a page, kept with its entry in the browser's history: Back leads there again. */
export interface Place {
  top: number;
  /** Rows that were loaded. */
  rows: number;
}

/** The place in the state of an entry, as the router's location has it; null when the entry is a new one. */
export const heldPlace = (state: unknown): Place | null => {
  if (typeof state !== 'object' || state === null || !('place' in state)) return null;
  const { place } = state;
  if (typeof place !== 'object' || place === null || !('top' in place) || !('rows' in place)) return null;
  return { top: Number(place.top), rows: Number(place.rows) };
};

/** Keeps the place while the page is shown; `rows` are those it has loaded, null while they are on their way. Needs a Solid owner. */
export const keepPlace = (rows: () => number | null): void => {
  const path = useLocation().pathname;
  let frame = 0;
  const keep = (): void => {
    // The entry may be another one already: its scrolling is not ours.
    const loaded = rows();
    if (location.pathname !== path || loaded === null) return;
    const state: unknown = history.state;
    history.replaceState({ ...(typeof state === 'object' ? state : {}), place: { top: scrollY, rows: loaded } }, '');
  };
  const later = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(keep);
  };
  addEventListener('scroll', later, { passive: true });
  onCleanup(() => {
    cancelAnimationFrame(frame);
    removeEventListener('scroll', later);
  });
};

/** Once what was there is there again. */
export const returnTo = (place: Place): void => {
  requestAnimationFrame(() => scrollTo({ top: place.top, behavior: 'instant' }));
};
