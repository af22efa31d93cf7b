import { A, useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createSignal, For, onMount, type ParentProps, Show } from 'solid-js';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { Mark } from '../../components/Mark.tsx';
import { useSession } from '../../session/session.ts';
import { useShortcuts } from '../../session/shortcuts.ts';
import { nextTheme, theme } from '../../session/theme.ts';
import { StartProvider } from '../start/StartProvider.tsx';
import { ConnectionChip, OfflineBanner } from './ConnectionChip.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';

interface Place {
  href: string;
  name: string;
  short: string;
  icon: IconName;
  holds(path: string): boolean;
}

const places: Place[] = [
  {
    href: '/',
    name: 'Services',
    short: 'Services',
    icon: 'layers',
    holds: (path) => path === '/' || path.startsWith('/services'),
  },
  {
    href: '/deployments',
    name: 'Deployments',
    short: 'Deploys',
    icon: 'list',
    holds: (path) => path.startsWith('/deployments'),
  },
];

/** Navigation, connection, person, theme; around every page but sign-in. */
export const Shell = (props: ParentProps) => {
  const session = useSession();
  const navigate = useNavigate();
  const location = useLocation();
  const [sheet, setSheet] = createSignal(false);

  onMount(() => void session.load());
  createEffect(() => {
    if (!session.signedOut()) return;
    const here = window.location.pathname + window.location.search + window.location.hash;
    navigate(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`, { replace: true });
  });
  useShortcuts({
    '[Shift]+?': () => setSheet(true),
    'g s': () => navigate('/'),
    'g d': () => navigate('/deployments'),
    m: nextTheme,
  });

  return (
    <StartProvider>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <div class="app">
        <nav class="side" aria-label="Main">
          <A class="brand" href="/">
            <Mark />
            FastDeploy
          </A>
          <For each={places}>
            {(place) => (
              <A
                class="n"
                href={place.href}
                title={place.name}
                aria-current={place.holds(location.pathname) ? 'page' : undefined}
              >
                <Icon name={place.icon} />
                {place.name}
              </A>
            )}
          </For>
          <SideFoot openSheet={() => setSheet(true)} />
        </nav>
        <main id="main">
          <OfflineBanner />
          <div class="om chip-row">
            <ConnectionChip />
          </div>
          <Show when={session.likely()}>{props.children}</Show>
        </main>
        <nav class="tabbar" aria-label="Main, mobile">
          <For each={places}>
            {(place) => (
              <A href={place.href} aria-current={place.holds(location.pathname) ? 'page' : undefined}>
                <Icon name={place.icon} />
                {place.short}
              </A>
            )}
          </For>
        </nav>
      </div>
      <Show when={sheet()}>
        <ShortcutSheet onClose={() => setSheet(false)} />
      </Show>
    </StartProvider>
  );
};

const SideFoot = (props: { openSheet: () => void }) => {
  const session = useSession();
  return (
    <div class="foot">
      <ConnectionChip />
      <span class="who ell">{session.viewer()?.user?.name}</span>
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
