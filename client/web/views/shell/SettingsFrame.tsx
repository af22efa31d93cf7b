import { A, Navigate, useLocation } from '@solidjs/router';
import { For, type JSX, type ParentProps, Show } from 'solid-js';
import { NotAllowed } from '../../components/Panel.tsx';
import { useTitle } from '../../components/title.ts';
import { useSession } from '../../session/session.ts';
import { settingsTabs, tabsFor } from './places.ts';

interface SettingsProps {
  tab: string;
  /** Buttons beside the heading. */
  actions?: JSX.Element;
}

/** What every page of the settings has; those whose tab the viewer's role may not see say so instead. */
export const SettingsFrame = (props: ParentProps<SettingsProps>) => (
  <SettingsGate tab={props.tab}>
    <Frame {...props} />
  </SettingsGate>
);

/** Shows what is inside, and makes it, only for a role that may see this tab. */
export const SettingsGate = (props: ParentProps<{ tab: string }>) => {
  const session = useSession();
  const needs = () => settingsTabs.find(({ name }) => name === props.tab)?.roles;
  const lacks = () => {
    const role = session.viewer()?.role;
    return role && !(needs()?.includes(role) ?? true);
  };
  return (
    <Show when={!lacks()} fallback={<NotAllowed message={`${props.tab} needs the role ${needs()?.join(' or ')}.`} />}>
      {props.children}
    </Show>
  );
};

const Frame = (props: ParentProps<SettingsProps>) => {
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
