import { useNavigate } from '@solidjs/router';
import { createEffect, createSignal, lazy, onMount, type ParentProps, Show } from 'solid-js';
import { OnDemand } from '../../components/OnDemand.tsx';
import { watchReachability } from '../../live/reachable.ts';
import { type Session, useSession } from '../../session/session.ts';
import { useCommandKey, useShortcuts } from '../../session/shortcuts.ts';
import { nextTheme } from '../../session/theme.ts';
import { StartProvider } from '../start/StartProvider.tsx';
import { Banners } from './Banners.tsx';
import { announceReturn, ConnectionChip } from './ConnectionChip.tsx';
import { focusHeadings } from './focus.ts';
import { Sidebar, TabBar } from './Navigation.tsx';
import { places, settingsTabs, tabsFor } from './places.ts';
import { SkipLinks } from './SkipLinks.tsx';
import { ShellContext } from './shell-context.ts';

const loadPalette = () => import('../palette/Palette.tsx').then((m) => ({ default: m.Palette }));
const loadSheet = () => import('./ShortcutSheet.tsx').then((m) => ({ default: m.ShortcutSheet }));
const loadSignIn = () => import('../sign-in/SignInAgain.tsx').then((m) => ({ default: m.SignInAgain }));
const Palette = lazy(loadPalette);
const ShortcutSheet = lazy(loadSheet);
const SignInAgain = lazy(loadSignIn);

/** Long enough for the first page to be drawn. */
const idleMs = 1_500;

/** Navigation, connection, person, palette; around every page but sign-in. */
export const Shell = (props: ParentProps) => {
  const session = useSession();
  const navigate = useNavigate();
  const [sheet, setSheet] = createSignal(false);
  const [palette, setPalette] = createSignal(false);
  const [main, setMain] = createSignal<HTMLElement>();
  const openSheet = (): void => void setSheet(true);
  const openPalette = (): void => void setPalette(true);

  onMount(() => void session.load());
  leaveWhenSignedOut(session, navigate);
  focusHeadings(main);
  announceReturn();
  watchReachability();
  prefetch();
  useCommandKey('k', () => setPalette(!palette()));
  useShortcuts({ '[Shift]+?': openSheet, m: nextTheme, ...jumps(navigate) });

  return (
    <ShellContext.Provider value={{ openPalette }}>
      <StartProvider>
        <SkipLinks />
        <div class="app">
          <Sidebar openPalette={openPalette} openSheet={openSheet} />
          <main id="main" ref={setMain}>
            <Banners />
            <div class="om chip-row">
              <ConnectionChip />
            </div>
            <Show when={session.likely()}>{props.children}</Show>
          </main>
          <TabBar openPalette={openPalette} />
        </div>
        <OnDemand onClose={() => setSheet(false)}>
          <Show when={sheet()}>
            <ShortcutSheet onClose={() => setSheet(false)} />
          </Show>
        </OnDemand>
        <OnDemand onClose={() => setPalette(false)}>
          <Show when={palette()}>
            <Palette goals={goalsOf(session)} onClose={() => setPalette(false)} />
          </Show>
        </OnDemand>
        <OnDemand>
          <Show when={session.state() === 'expired'}>
            <SignInAgain />
          </Show>
        </OnDemand>
      </StartProvider>
    </ShellContext.Provider>
  );
};

/** A page that nobody is signed in to is left for the sign-in page; one whose session ended stays below a dialog. */
const leaveWhenSignedOut = (session: Session, navigate: ReturnType<typeof useNavigate>): void => {
  createEffect(() => {
    if (session.state() !== 'out') return;
    const here = location.pathname + location.search + location.hash;
    navigate(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`, { replace: true });
  });
};

/** What is opened by a key has to be there at once; and it must be there when the server that had it was replaced. */
const prefetch = (): void => {
  onMount(() => setTimeout(() => void Promise.allSettled([loadPalette(), loadSheet(), loadSignIn()]), idleMs));
};

const goalsOf = (session: Session) => [
  ...places.filter(({ href }) => href !== '/settings'),
  ...tabsFor(session.viewer()?.role),
];

const jumps = (navigate: (href: string) => void): Record<string, () => void> =>
  Object.fromEntries(
    [...places, ...settingsTabs].flatMap(({ key, href }) => (key ? [[`g ${key}`, () => navigate(href)]] : [])),
  );
