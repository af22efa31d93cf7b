import { A, useLocation } from '@solidjs/router';
import { For } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { Mark } from '../../components/Mark.tsx';
import { useSession } from '../../session/session.ts';
import { nextTheme, theme } from '../../session/theme.ts';
import { ConnectionChip } from './ConnectionChip.tsx';
import { isAt, places } from './places.ts';

interface NavigationProps {
  openPalette: () => void;
  openSheet: () => void;
}

/** At the left edge; from 1024 to 1279 px only icons, on phones replaced by the tab bar. */
export const Sidebar = (props: NavigationProps) => {
  const location = useLocation();
  return (
    <nav class="side" aria-label="Main">
      <A class="brand" href="/" aria-label="FastDeploy">
        <Mark />
        FastDeploy
      </A>
      <button
        type="button"
        class="jump"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        title="Search or jump to (Ctrl K)"
        onClick={() => props.openPalette()}
      >
        <Icon name="search" />
        Search
        <kbd>Ctrl K</kbd>
      </button>
      <For each={places}>
        {(place) => (
          <A
            class="n"
            href={place.href}
            title={place.name}
            aria-current={isAt(place, location.pathname) ? 'page' : undefined}
          >
            <Icon name={place.icon} />
            {place.name}
          </A>
        )}
      </For>
      <SideFoot openSheet={props.openSheet} />
    </nav>
  );
};

/** At the bottom of phones and tablets. */
export const TabBar = (props: { openPalette: () => void }) => {
  const location = useLocation();
  return (
    <nav class="tabbar" aria-label="Main, mobile">
      <For each={places}>
        {(place) => (
          <A href={place.href} aria-current={isAt(place, location.pathname) ? 'page' : undefined}>
            <Icon name={place.icon} />
            {place.short}
          </A>
        )}
      </For>
      <button type="button" aria-haspopup="dialog" onClick={() => props.openPalette()}>
        <Icon name="search" />
        Search
      </button>
    </nav>
  );
};

const SideFoot = (props: { openSheet: () => void }) => {
  const session = useSession();
  return (
    <div class="foot">
      <ConnectionChip />
      <A class="who ell" href="/settings/account" title="Your account">
        {session.viewer()?.user?.name}
      </A>
      <button
        type="button"
        class="ib"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => props.openSheet()}
      >
        <span aria-hidden="true">?</span>
      </button>
      <button
        type="button"
        class="ib"
        aria-label={`Theme: ${theme()}. Switch`}
        title={`Theme: ${theme()} (M)`}
        onClick={nextTheme}
      >
        <Icon name="theme" />
      </button>
      <button type="button" class="ib" aria-label="Sign out" title="Sign out" onClick={() => void session.signOut()}>
        <Icon name="leave" />
      </button>
    </div>
  );
};
