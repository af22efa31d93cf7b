import { useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import { SyncServicesDocument } from '../../api/generated/graphql.ts';
import { FilterBox } from '../../components/FilterBox.tsx';
import { plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { LoadFailed } from '../../components/Panel.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useTitle } from '../../components/title.ts';
import { createServicesStore, type ServicesView as View } from '../../live/services-store.ts';
import { announce } from '../../session/announce.ts';
import { inOrder, isFilter, isUnder, matchesText, type ServiceFilter, serviceFilters } from './dashboard.ts';
import { FirstService } from './FirstService.tsx';
import { RunningNow } from './RunningNow.tsx';
import { ServiceTable } from './ServiceTable.tsx';
import './services.css';

/** The dashboard: what runs now, and every service with its last result. */
export const ServicesView = () => {
  const { view, reload } = createServicesStore(useClient());
  const attention = () => view.services.filter((service) => isUnder('attention', service)).length;
  useTitle(() => ({
    title: [
      view.unfinished.length > 0 ? `${view.unfinished.length} running` : '',
      attention() > 0 ? `${attention()} failed` : '',
    ]
      .filter(Boolean)
      .join(', ')
      .replace(/^(.+)$/, '($1) ')
      .concat('FastDeploy'),
    icon: view.unfinished.length > 0 ? 'active' : attention() > 0 ? 'failed' : 'idle',
  }));

  return (
    <Switch fallback={<Skeleton title="Services" />}>
      <Match when={view.page.kind === 'failed' && view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={reload} />}
      </Match>
      <Match when={view.page.kind === 'ready' && view.services.length === 0}>
        <FirstService />
      </Match>
      <Match when={view.page.kind === 'ready'}>
        <Dashboard view={view} />
      </Match>
    </Switch>
  );
};

const Dashboard = (props: { view: View }) => {
  const [search, setSearch] = useSearchParams<{ q?: string; show?: string }>();
  const filter = (): ServiceFilter => (isFilter(search.show) ? search.show : 'all');
  const shown = createMemo(() =>
    inOrder(
      props.view.services.filter((service) => isUnder(filter(), service) && matchesText(search.q ?? '', service)),
    ),
  );
  const count = (key: ServiceFilter): number => props.view.services.filter((service) => isUnder(key, service)).length;

  return (
    <div class="page">
      <header class="ph">
        <h1 tabindex="-1">Services</h1>
        <span class="sp" />
        <SyncButton />
      </header>
      <div class="filters">
        <FilterBox
          label="Filter services"
          value={search.q ?? ''}
          onInput={(q) => setSearch({ q }, { replace: true })}
        />
        <nav class="seg strip" aria-label="Filter by state">
          <For each={serviceFilters}>
            {(each) => (
              <a
                href={each.key === 'all' ? '/' : `/?show=${each.key}`}
                aria-current={filter() === each.key ? 'true' : undefined}
              >
                {each.name} <small>{count(each.key)}</small>
              </a>
            )}
          </For>
        </nav>
      </div>
      <Show when={props.view.unfinished.length > 0 && filter() !== 'never'}>
        <RunningNow runs={props.view.unfinished} />
      </Show>
      <section aria-labelledby="all" class="all">
        <h2 class="sec" id="all">
          {serviceFilters.find((each) => each.key === filter())?.name} {filter() === 'all' ? 'services' : ''}
        </h2>
        <Show
          when={shown().length > 0}
          fallback={<NothingFound clear={() => setSearch({ q: undefined, show: undefined })} />}
        >
          <ServiceTable services={shown()} />
        </Show>
      </section>
    </div>
  );
};

const NothingFound = (props: { clear: () => void }) => (
  <p class="none">
    No service is like that.
    <button type="button" class="btn" onClick={() => props.clear()}>
      Clear filters
    </button>
  </p>
);

const SyncButton = () => {
  const client = useClient();
  const [busy, setBusy] = createSignal(false);
  const [result, setResult] = createSignal('');
  const sync = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    const { data, error } = await client.mutation(SyncServicesDocument.toString(), {}).toPromise();
    setBusy(false);
    const done = data?.syncServices;
    if (done?.__typename === 'SyncServicesSuccess') {
      setResult(
        `${plural(done.added.length, 'service')} added, ${done.updated.length} changed, ${done.archived.length} gone`,
      );
    } else {
      setResult(done?.message ?? error?.graphQLErrors[0]?.message ?? 'The server did not answer.');
    }
    announce(result());
  };
  return (
    <>
      <span class="m sm hm">{result()}</span>
      <button type="button" class="btn q" aria-disabled={busy()} onClick={() => void sync()}>
        <Icon name="sync" />
        <span class="hm">{busy() ? 'Reading directories…' : 'Sync directories'}</span>
        <span class="om sr">Sync directories</span>
      </button>
    </>
  );
};
