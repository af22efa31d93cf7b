import { A, Navigate, useLocation } from '@solidjs/router';
import { For, type JSX, type ParentProps } from 'solid-js';
import { useTitle } from '../../components/title.ts';
import { useSession } from '../../session/session.ts';
import { tabsFor } from './places.ts';

/** What every page of the settings has: heading, tabs, and its own buttons beside the heading. */
export const SettingsFrame = (props: ParentProps<{ tab: string; actions?: JSX.Element }>) => {
  const session = useSession();
  const location = useLocation();
  useTitle(() => ({ title: props.tab, icon: 'idle' }));
  return (
    <div class="page settings">
      <header class="ph">
        <h1 tabindex="-1">
          Settings<span class="sr">: {props.tab}</span>
        </h1>
        <span class="sp" />
        {props.actions}
      </header>
      <div class="strip">
        <nav class="tabs" aria-label="Settings">
          <For each={tabsFor(session.viewer()?.role)}>
            {(tab) => (
              <A href={tab.href} aria-current={location.pathname === tab.href ? 'page' : undefined}>
                {tab.name}
              </A>
            )}
          </For>
        </nav>
      </div>
      {props.children}
    </div>
  );
};

/** `/settings` alone. */
export const FirstSettings = () => {
  const session = useSession();
  return <Navigate href={tabsFor(session.viewer()?.role)[0]?.href ?? '/'} />;
};
