import { Route, Router } from '@solidjs/router';
import { ErrorBoundary, lazy, type ParentProps, Show, Suspense } from 'solid-js';
import { IconSprite } from './components/IconSprite.tsx';
import { BrokenPage } from './components/Panel.tsx';
import { applyTheme } from './session/theme.ts';
import { ServicesView } from './views/services/ServicesView.tsx';
import { LiveRegions } from './views/shell/LiveRegions.tsx';
import { frameless } from './views/shell/places.ts';
import { FirstSettings } from './views/shell/SettingsFrame.tsx';
import { Shell } from './views/shell/Shell.tsx';

const NotFound = lazy(() => import('./views/not-found/NotFound.tsx').then((m) => ({ default: m.NotFound })));
const SignInView = lazy(() => import('./views/sign-in/SignInView.tsx').then((m) => ({ default: m.SignInView })));
const ServiceView = lazy(() => import('./views/service/ServiceView.tsx').then((m) => ({ default: m.ServiceView })));
const StartView = lazy(() => import('./views/start/StartView.tsx').then((m) => ({ default: m.StartView })));
const RunView = lazy(() => import('./views/run/RunView.tsx').then((m) => ({ default: m.RunView })));
const PreferencesView = lazy(() =>
  import('./views/preferences/PreferencesView.tsx').then((m) => ({ default: m.PreferencesView })),
);
const TokensView = lazy(() => import('./views/settings/TokensView.tsx').then((m) => ({ default: m.TokensView })));
const UsersView = lazy(() => import('./views/settings/UsersView.tsx').then((m) => ({ default: m.UsersView })));
const AuditView = lazy(() => import('./views/settings/AuditView.tsx').then((m) => ({ default: m.AuditView })));
const AccountView = lazy(() => import('./views/settings/AccountView.tsx').then((m) => ({ default: m.AccountView })));
const HistoryView = lazy(() => import('./views/history/HistoryView.tsx').then((m) => ({ default: m.HistoryView })));
const InventoryView = lazy(() =>
  import('./views/inventory/InventoryView.tsx').then((m) => ({ default: m.InventoryView })),
);
const WallView = lazy(() => import('./views/wall/WallView.tsx').then((m) => ({ default: m.WallView })));
const SystemView = lazy(() => import('./views/system/SystemView.tsx').then((m) => ({ default: m.SystemView })));

/** The routes, and what surrounds every one of them. */
export const App = () => {
  applyTheme();
  return (
    <>
      <IconSprite />
      <LiveRegions />
      <Router root={Frame}>
        <Route path="/sign-in" component={SignInView} />
        <Route path="/" component={ServicesView} />
        <Route path="/services/:name" component={ServiceView} />
        <Route path="/services/:name/deploy" component={StartView} />
        <Route path="/deployments" component={HistoryView} />
        <Route path="/deployments/:id" component={RunView} />
        <Route path="/inventory" component={InventoryView} />
        <Route path="/wall" component={WallView} />
        <Route path="/settings" component={FirstSettings} />
        <Route path="/settings/tokens" component={TokensView} />
        <Route path="/settings/users" component={UsersView} />
        <Route path="/settings/audit" component={AuditView} />
        <Route path="/settings/account" component={AccountView} />
        <Route path="/settings/system" component={SystemView} />
        <Route path="/settings/preferences" component={PreferencesView} />
        <Route path="*" component={NotFound} />
      </Router>
    </>
  );
};

const Frame = (props: ParentProps<{ location: { pathname: string } }>) => (
  <Show when={!frameless.includes(props.location.pathname)} fallback={<Page>{props.children}</Page>}>
    <Shell>
      <Page>{props.children}</Page>
    </Shell>
  </Show>
);

/** A broken page never takes the shell down; a lazy part that is still on its way shows nothing. */
const Page = (props: ParentProps) => (
  <ErrorBoundary fallback={(error, reset) => <BrokenPage error={error} retry={reset} />}>
    <Suspense>{props.children}</Suspense>
  </ErrorBoundary>
);
