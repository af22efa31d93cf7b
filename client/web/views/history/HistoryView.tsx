import { A, useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createMemo, For, Match, Show, Switch, untrack } from 'solid-js';
import { FilterBox } from '../../components/FilterBox.tsx';
import { Icon } from '../../components/Icon.tsx';
import { LoadFailed } from '../../components/Panel.tsx';
import { RunTable } from '../../components/RunTable.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useTitle } from '../../components/title.ts';
import { now } from '../../live/clock.ts';
import { createHistoryStore, type HistoryStore } from '../../live/history-store.ts';
import { type HistoryParams, isFiltered, sinceChoices, statusChoices, toFilter } from './filter.ts';
import './history.css';

/** `/deployments`: all runs, newest first; the filters are the address. */
export const HistoryView = () => {
  const [params, setParams] = useSearchParams<HistoryParams>();
  const filter = createMemo(() => {
    const { q, status, service, environment, origin, since } = params;
    return toFilter({ q, status, service, environment, origin, since }, untrack(now));
  });
  const store = createHistoryStore(useClient(), filter);
  useTitle(() => ({ title: 'Deployments', icon: 'idle' }));

  return (
    <Switch fallback={<Skeleton title="Deployments" />}>
      <Match when={store.view.page.kind === 'failed' && store.view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={store.reload} />}
      </Match>
      <Match when={store.view.page.kind === 'ready'}>
        <History store={store} params={params} setParams={setParams} />
      </Match>
    </Switch>
  );
};

interface HistoryProps {
  store: HistoryStore;
  params: Partial<HistoryParams>;
  setParams: (next: HistoryParams, options?: { replace: boolean }) => void;
}

const nothing: HistoryParams = { q: '', status: '', service: '', environment: '', origin: '', since: '' };

const History = (props: HistoryProps) => (
  <div class="page">
    <header class="ph sticky">
      <h1 tabindex="-1">Deployments</h1>
      <Show when={props.store.view.fresh.length > 0}>
        <button type="button" class="new" onClick={() => props.store.reload()}>
          <Icon name="up" />
          {props.store.view.fresh.length} new
        </button>
      </Show>
    </header>
    <Filters {...props} />
    <Show when={props.store.view.runs.length > 0} fallback={<Nothing {...props} />}>
      <RunTable runs={props.store.view.runs} caption="Deployments, newest first" byDay />
    </Show>
    <Show when={props.store.view.next}>
      <p class="more">
        <button type="button" class="btn" onClick={() => void props.store.loadMore()}>
          Load 50 more
        </button>
      </p>
    </Show>
  </div>
);

const Filters = (props: HistoryProps) => (
  <div class="filters">
    <FilterBox
      label="Filter runs"
      value={props.params.q ?? ''}
      onInput={(q) => props.setParams({ q }, { replace: true })}
    />
    <fieldset class="strip chooses" aria-label="Filters">
      <Choose
        name="Status"
        value={props.params.status}
        choices={statusChoices}
        onChange={(status) => props.setParams({ status })}
      />
      <Choose
        name="Service"
        value={props.params.service}
        choices={props.store.services().map((name) => ({ key: name, name }))}
        onChange={(service) => props.setParams({ service })}
      />
      <Choose
        name="Environment"
        value={props.params.environment}
        choices={['production', 'staging'].map((name) => ({ key: name, name }))}
        onChange={(environment) => props.setParams({ environment })}
      />
      <Choose
        name="Origin"
        value={props.params.origin}
        choices={['web', 'cli', 'github', 'webhook'].map((name) => ({ key: name, name }))}
        onChange={(origin) => props.setParams({ origin })}
      />
      <Choose
        name="Any time"
        value={props.params.since}
        choices={sinceChoices}
        onChange={(since) => props.setParams({ since })}
      />
      <Show when={isFiltered(props.params)}>
        <button type="button" class="btn q" onClick={() => props.setParams(nothing)}>
          Clear
        </button>
      </Show>
    </fieldset>
  </div>
);

/** A native select: the best one on every device, and nothing to load. */
const Choose = (props: {
  name: string;
  value: string | undefined;
  choices: { key: string; name: string }[];
  onChange: (value: string) => void;
}) => {
  const choices = () =>
    !props.value || props.choices.some((choice) => choice.key === props.value)
      ? props.choices
      : [...props.choices, { key: props.value, name: props.value }];
  return (
    <span class="choose" classList={{ on: Boolean(props.value) }}>
      <select aria-label={props.name} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <option value="" selected={!props.value}>
          {props.name}
        </option>
        <For each={choices()}>
          {(choice) => (
            <option value={choice.key} selected={props.value === choice.key}>
              {choice.name}
            </option>
          )}
        </For>
      </select>
      <Icon name="down" />
    </span>
  );
};

const Nothing = (props: HistoryProps) => (
  <p class="none">
    <Show
      when={isFiltered(props.params)}
      fallback={
        <>
          No deployments yet.
          <A class="btn" href="/">
            Deploy a service
          </A>
        </>
      }
    >
      No run is like that.
      <button type="button" class="btn" onClick={() => props.setParams(nothing)}>
        Clear filters
      </button>
    </Show>
  </p>
);
