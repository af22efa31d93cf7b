import { useNavigate } from '@solidjs/router';
import { createEffect, createSignal, onMount, type ParentProps, Show } from 'solid-js';
import { useSession } from '../../session/session.ts';
import { useShortcuts } from '../../session/shortcuts.ts';
import { nextTheme } from '../../session/theme.ts';
import { StartProvider } from '../start/StartProvider.tsx';
import { ConnectionChip, OfflineBanner } from './ConnectionChip.tsx';
import { Sidebar, TabBar } from './Navigation.tsx';
import { places, settingsTabs } from './places.ts';
import { ShortcutSheet } from './ShortcutSheet.tsx';

/** Navigation, connection, person, theme; around every page but sign-in. */
export const Shell = (props: ParentProps) => {
  const session = useSession();
  const navigate = useNavigate();
  const [sheet, setSheet] = createSignal(false);

  onMount(() => void session.load());
  createEffect(() => {
    if (!session.signedOut()) return;
    const here = window.location.pathname + window.location.search + window.location.hash;
    navigate(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`, { replace: true });
  });
  useShortcuts({
    '[Shift]+?': () => setSheet(true),
    ...jumps(navigate),
    m: nextTheme,
  });

  return (
    <StartProvider>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <div class="app">
        <Sidebar openPalette={() => undefined} openSheet={() => setSheet(true)} />
        <main id="main">
          <OfflineBanner />
          <div class="om chip-row">
            <ConnectionChip />
          </div>
          <Show when={session.likely()}>{props.children}</Show>
        </main>
        <TabBar />
      </div>
      <Show when={sheet()}>
        <ShortcutSheet onClose={() => setSheet(false)} />
      </Show>
    </StartProvider>
  );
};

const jumps = (navigate: (href: string) => void): Record<string, () => void> =>
  Object.fromEntries(
    [...places, ...settingsTabs].flatMap(({ key, href }) => (key ? [[`g ${key}`, () => navigate(href)]] : [])),
  );
