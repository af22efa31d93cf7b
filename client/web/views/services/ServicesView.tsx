import { useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import type { ServiceFieldsFragment, UnregisteredFieldsFragment } from '../../api/generated/graphql.ts';
import { Icon } from '../../components/Icon.tsx';
import { LoadFailed, PanelBoundary } from '../../components/Panel.tsx';
import { useRowKeys } from '../../components/row-keys.ts';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useTitle } from '../../components/title.ts';
import { createServicesStore, type ServicesView as View } from '../../live/services-store.ts';
import { useShortcuts } from '../../session/shortcuts.ts';
import { type Starter, useStarter } from '../start/StartProvider.tsx';
import {
  inOrder,
  isFilter,
  isGrouped,
  isUnder,
  matchesText,
  type ServiceFilter,
  serviceFilters,
  tabOf,
} from './dashboard.ts';
import { Filters, type Search } from './Filters.tsx';
import { FirstService } from './FirstService.tsx';
import { isBeginning } from './first-steps.ts';
import { createFrozenOrder } from './frozen-order.ts';
import { RunningNow } from './RunningNow.tsx';
import { ServiceTable } from './ServiceTable.tsx';
import { SyncButton } from './SyncButton.tsx';
import { Unregistered } from './Unregistered.tsx';
import './services.css';

/** The dashboard: what runs now, and every service with its last result. */
export const ServicesView = () => {
  const { view, unregistered, reload, lookAgain } = createServicesStore(useClient());
  const { teaches, setLeft } = createLesson(view);
  useTitle(() => tabOf(view.services, view.unfinished));

  return (
    <Switch fallback={<Skeleton title="Services" />}>
      <Match when={view.page.kind === 'failed' && view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={reload} />}
      </Match>
      <Match when={view.page.kind === 'ready' && teaches()}>
        <FirstService
          services={view.services}
          directory={view.servicesDirectory}
          unregistered={unregistered()}
          leave={() => setLeft(true)}
        />
      </Match>
      <Match when={view.page.kind === 'ready'}>
        <Dashboard view={view} unregistered={unregistered()} lookAgain={lookAgain} />
      </Match>
    </Switch>
  );
};

/** Once the first steps are on the page they stay, so that somebody sees the last one ticked. */
const createLesson = (view: View) => {
  const [left, setLeft] = createSignal(false);
  const begun = createMemo(
    (before: boolean) => before || (view.page.kind === 'ready' && isBeginning(view.services)),
    false,
  );
  const isDeployed = () => view.services.some((service) => service.latestDeployment !== null);
  return { teaches: () => begun() && !left() && !isDeployed(), setLeft };
};

interface DashboardProps {
  view: View;
  unregistered: UnregisteredFieldsFragment | null;
  lookAgain: () => Promise<void>;
}

const Dashboard = (props: DashboardProps) => {
  const [search, setSearch] = useSearchParams<Search>();
  const starter = useStarter();
  const filter = (): ServiceFilter => (isFilter(search.show) ? search.show : 'all');
  const isInEnvironment = (service: ServiceFieldsFragment) => !search.env || service.environment === search.env;
  const inEnvironment = createMemo(() => props.view.services.filter(isInEnvironment));
  const inAnyEnvironment = createMemo(() =>
    props.view.services.filter((service) => isUnder(filter(), service) && matchesText(search.q ?? '', service)),
  );
  const wanted = createMemo(() => inOrder(inAnyEnvironment().filter(isInEnvironment)));
  const order = createFrozenOrder(wanted, (service) => service.name);
  const running = () => props.view.unfinished.filter((run) => !search.env || run.service.environment === search.env);
  useRowKeys('.services .rl');
  useShortcuts({ d: () => deployFocused(props.view, starter) });

  return (
    <div class="page">
      <header class="ph">
        <h1 tabindex="-1">Services</h1>
        <span class="sp" />
        <SyncButton onRead={props.lookAgain} />
      </header>
      <Filters
        search={search}
        current={filter()}
        services={props.view.services}
        inEnvironment={inEnvironment()}
        inAnyEnvironment={inAnyEnvironment()}
        shown={wanted().length}
        narrow={setSearch}
      />
      <Show when={running().length > 0 && (filter() === 'all' || filter() === 'running')}>
        <PanelBoundary name="What runs now">
          <RunningNow runs={running()} />
        </PanelBoundary>
      </Show>
      <section aria-labelledby="all" class="all" {...order.hold}>
        <div class="sec">
          <h2 class="sec" id="all">
            {serviceFilters.find((each) => each.key === filter())?.name} {filter() === 'all' ? 'services' : ''}
          </h2>
          <Show when={order.isStale()}>
            <button type="button" class="pill-btn" onClick={() => order.reorder()}>
              <Icon name="sync" />
              Reorder
            </button>
          </Show>
        </div>
        <Show
          when={wanted().length > 0}
          fallback={<NothingFound clear={() => setSearch({ q: undefined, show: undefined, env: undefined })} />}
        >
          <PanelBoundary name="The services">
            <ServiceTable
              services={order.items()}
              unfinished={props.view.unfinished}
              grouped={isGrouped(props.view.services)}
              unfold={Boolean(search.q) || filter() !== 'all'}
            />
          </PanelBoundary>
        </Show>
      </section>
      <PanelBoundary name="The other directories">
        <Unregistered found={props.unregistered} />
      </PanelBoundary>
    </div>
  );
};

/** D on a row of the table deploys its service. */
const deployFocused = (view: View, starter: Starter): void => {
  const name = document.activeElement?.closest<HTMLElement>('[data-service]')?.dataset.service;
  const service = view.services.find((each) => each.name === name);
  if (service) starter.begin(service);
};

const NothingFound = (props: { clear: () => void }) => (
  <p class="none">
    No service is like that.
    <button type="button" class="btn" onClick={() => props.clear()}>
      Clear filters
    </button>
  </p>
);
