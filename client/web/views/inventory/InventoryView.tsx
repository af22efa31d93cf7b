import { useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createMemo, For, Match, Show, Switch } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { FilterBox } from '../../components/FilterBox.tsx';
import { LoadFailed } from '../../components/Panel.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useTitle } from '../../components/title.ts';
import { createInventoryStore } from '../../live/inventory-store.ts';
import { InventoryTable } from './InventoryTable.tsx';
import {
  environmentsOf,
  type InventoryFilter,
  inventoryFilters,
  isFilter,
  isUnder,
  liveOf,
  matchesText,
  published,
  type Row,
  rowsOf,
} from './inventory.ts';
import { NothingLive } from './NothingLive.tsx';
import './inventory.css';

/** What is really live, by environment. */
export const InventoryView = () => {
  const { view, reload } = createInventoryStore(useClient());
  const rows = createMemo(() => rowsOf(view.services));
  useTitle(() => ({ title: 'Inventory', icon: 'idle' }));

  return (
    <Switch fallback={<Skeleton title="Inventory" />}>
      <Match when={view.page.kind === 'failed' && view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={reload} />}
      </Match>
      <Match when={view.page.kind === 'ready' && rows().every((row) => liveOf(row).length === 0)}>
        <NothingLive />
      </Match>
      <Match when={view.page.kind === 'ready'}>
        <Inventory rows={rows()} />
      </Match>
    </Switch>
  );
};

interface Params {
  [key: string]: string | undefined;
  q?: string | undefined;
  show?: string | undefined;
  env?: string | undefined;
}

const Inventory = (props: { rows: Row[] }) => {
  const [params, setParams] = useSearchParams<Params>();
  const filter = (): InventoryFilter => (isFilter(params.show) ? params.show : 'all');
  const found = createMemo(() =>
    props.rows.filter((row) => matchesText(params.q ?? '', row) && (!params.env || row.cells.has(params.env))),
  );
  const shown = createMemo(() => found().filter((row) => isUnder(filter(), row)));
  const environments = () => environmentsOf(props.rows).filter((each) => !params.env || each === params.env);

  return (
    <div class="page">
      <header class="ph">
        <h1 tabindex="-1">Inventory</h1>
        <span class="m sm hm">What is really live: the last success, with later attempts below it</span>
        <span class="sp" />
        <CopyButton text={() => published(shown())} what="Inventory" class="btn q hm">
          Copy as JSON
        </CopyButton>
      </header>
      <div class="filters">
        <FilterBox
          label="Filter services"
          value={params.q ?? ''}
          onInput={(q) => setParams({ q }, { replace: true })}
        />
        <nav class="seg strip" aria-label="Show">
          <For each={inventoryFilters}>
            {(each) => (
              <a
                href={address({ ...params, show: each.key === 'all' ? undefined : each.key })}
                aria-current={filter() === each.key ? 'true' : undefined}
              >
                {each.name} <small>{found().filter((row) => isUnder(each.key, row)).length}</small>
              </a>
            )}
          </For>
          <EnvironmentLinks all={environmentsOf(props.rows)} params={params} />
        </nav>
      </div>
      <Show
        when={shown().length > 0}
        fallback={<NothingFound clear={() => setParams({ q: undefined, show: undefined, env: undefined })} />}
      >
        <InventoryTable rows={shown()} environments={environments()} />
        <Published rows={shown()} />
      </Show>
    </div>
  );
};

/** Only where there is something to choose. */
const EnvironmentLinks = (props: { all: string[]; params: Partial<Params> }) => (
  <Show when={props.all.length > 1}>
    <For each={props.all.filter((each) => each !== '')}>
      {(each) => {
        const isOn = () => props.params.env === each;
        return (
          <a
            class="only"
            href={address({ ...props.params, env: isOn() ? undefined : each })}
            aria-current={isOn() ? 'true' : undefined}
          >
            Only {each}
          </a>
        );
      }}
    </For>
  </Show>
);

const NothingFound = (props: { clear: () => void }) => (
  <p class="none">
    Nothing that is live is like that.
    <button type="button" class="btn" onClick={() => props.clear()}>
      Clear filters
    </button>
  </p>
);

const Published = (props: { rows: Row[] }) => (
  <details class="published">
    <summary>As published to other systems</summary>
    <p class="m sm">
      The same through the API: <code>{'{ deployedServices { nodes { … } } }'}</code>, with a config token.
    </p>
    <div class="code">
      <pre tabindex="0">{published(props.rows)}</pre>
    </div>
    <CopyButton text={() => published(props.rows)} what="Inventory" class="btn">
      Copy
    </CopyButton>
  </details>
);

const address = (params: Partial<Params>): string => {
  const given = Object.entries(params).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return given.length === 0 ? '/inventory' : `/inventory?${new URLSearchParams(given)}`;
};
