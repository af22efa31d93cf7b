import { useLocation } from '@solidjs/router';
import { createEffect, onCleanup, untrack } from 'solid-js';
import { remember } from '../session/recent.ts';

export type FaviconName = 'idle' | 'active' | 'succeeded' | 'failed' | 'waiting' | 'canceled';

export interface Tab {
  title: string;
  icon: FaviconName;
  /** It says what is not there: nobody wants to come back to it. */
  passing?: true;
}

/** A title that changes with every percent must not flicker. */
const shortestMs = 1_000;

/** What the tab says about the page, while its component lives: at once, then at most once a second. */
export const useTitle = (tab: () => Tab): void => {
  // The browser's own address still is that of the page before while a new one is made.
  const location = useLocation();
  let shownAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(() => {
    const next = tab();
    const pathname = untrack(() => location.pathname);
    clearTimeout(timer);
    const wait = shownAt + shortestMs - Date.now();
    const show = (): void => {
      shownAt = Date.now();
      showTab(next, pathname);
    };
    if (wait <= 0) show();
    else timer = setTimeout(show, wait);
  });
  onCleanup(() => clearTimeout(timer));
};

const showTab = ({ title, icon, passing }: Tab, pathname: string): void => {
  document.title = title.endsWith('FastDeploy') ? title : `${title} · FastDeploy`;
  const link = document.querySelector('link[rel=icon]');
  const href = `/icons/${icon}.svg`;
  if (link?.getAttribute('href') !== href) link?.setAttribute('href', href);
  if (!passing) remember({ href: pathname, name: plainName(title) });
};

/** `podcast #412` of `✗ podcast #412 – migrate`. */
const plainName = (title: string): string =>
  title
    .replace(/^[▶✓✗] (\d+% )?/, '')
    .replace(/ – .*$/, '')
    .replace(/ queued$/, '');
