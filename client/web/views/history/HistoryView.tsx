import { A, useLocation, useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createEffect, createMemo, createSignal, Match, on, Show, Switch, untrack } from 'solid-js';
import { messageOf } from '../../components/error-message.ts';
import { plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { LoadFailed } from '../../components/Panel.tsx';
import { heldPlace, keepPlace, returnTo } from '../../components/place.ts';
import { RunTable } from '../../components/RunTable.tsx';
import { useRowKeys } from '../../components/row-keys.ts';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useTitle } from '../../components/title.ts';
import { now } from '../../live/clock.ts';
import { createHistoryStore, type HistoryStore, pageSize } from '../../live/history-store.ts';
import { announce } from '../../session/announce.ts';
import { zone } from '../../session/preferences.ts';
import { maxCsvRows, saveText, toCsv } from './csv.ts';
import { Filters, type HistoryProps } from './Filters.tsx';
import { filterWords, type HistoryParams, isFiltered, nothing, toFilter } from './filter.ts';
import { SortHead } from './SortHead.tsx';
import { isByDay, sortOf } from './sort.ts';
import './history.css';

/** `/deployments`: all runs; the filters and the order are the address. */
export const HistoryView = () => {
  const [params, setParams] = useSearchParams<HistoryParams>();
  const location = useLocation();
  const place = () => heldPlace(location.state);
  const wish = createMemo(() => {
    const { q, status, service, env, origin, user, since, from, to, sort, after } = params;
    const filter = toFilter({ q, status, service, env, origin, user, since, from, to }, untrack(now), zone());
    return { filter, order: sortOf(sort).order, after: after ?? null, rows: untrack(place)?.rows ?? 0 };
  });
  const store = createHistoryStore(useClient(), wish);
  const narrow = (next: HistoryParams, options?: { replace: boolean }): void => {
    setParams({ ...next, after: undefined }, options);
  };
  keepPlace(() => (store.answered() === wish() ? store.view.runs.length : null));
  createEffect(
    on(
      store.answered,
      () => {
        const held = place();
        if (held) returnTo(held);
      },
      { defer: true },
    ),
  );
  useTitle(() => ({ title: isFiltered(params) ? `Deployments: ${filterWords(params)}` : 'Deployments', icon: 'idle' }));
  useRowKeys('.runs .rl');

  return (
    <Switch fallback={<Skeleton title="Deployments" />}>
      <Match when={store.view.page.kind === 'failed' && store.view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={store.reload} />}
      </Match>
      <Match when={store.view.page.kind === 'ready'}>
        <History store={store} params={params} narrow={narrow} />
      </Match>
    </Switch>
  );
};

const History = (props: HistoryProps) => {
  const sort = () => sortOf(props.params.sort);
  return (
    <div class="page">
      <Head store={props.store} />
      <Filters {...props} />
      <Show when={props.params.after}>
        <p class="x older">
          <span class="m">Other runs come before these.</span>
          <button type="button" class="btn q" onClick={() => props.narrow({})}>
            To the first
          </button>
        </p>
      </Show>
      <Show when={props.store.view.runs.length > 0} fallback={<Nothing {...props} />}>
        <RunTable
          runs={props.store.view.runs}
          caption={`Deployments, ${sort().name.toLowerCase()}`}
          byDay={isByDay(sort())}
          head={(column, name) => <SortHead column={column} name={name} order={sort().order} />}
        />
      </Show>
      <Show when={props.store.view.next}>{(cursor) => <More store={props.store} cursor={cursor()} />}</Show>
    </div>
  );
};

const Head = (props: { store: HistoryStore }) => {
  let heading: HTMLHeadingElement | undefined;
  /** The button goes as soon as its runs are there: the focus goes to where they will be. */
  const showNew = (): void => {
    heading?.focus({ preventScroll: true });
    scrollTo({ top: 0, behavior: 'instant' });
    props.store.reload();
  };
  return (
    <header class="ph sticky">
      <h1
        ref={(each) => {
          heading = each;
        }}
        tabindex="-1"
      >
        Deployments
      </h1>
      <Show when={props.store.view.fresh.length > 0}>
        <button type="button" class="new" onClick={showNew}>
          <Icon name="up" />
          {props.store.view.fresh.length} new
        </button>
      </Show>
      <span class="sp" />
      <span class="m sm hm" data-total>
        {plural(props.store.view.total, 'run')}, {props.store.view.failed} failed
      </span>
      <CsvButton store={props.store} />
    </header>
  );
};

/** Text: what went wrong. */
type LoadState = 'idle' | 'busy' | string;

const Problem = (props: { state: LoadState }) => (
  <Show when={props.state !== 'idle' && props.state !== 'busy'}>
    <span class="fail sm" role="alert">
      {props.state}
    </span>
  </Show>
);

/** A link, so that it can be opened beside; a plain click adds the rows here. */
const More = (props: { store: HistoryStore; cursor: string }) => {
  const location = useLocation();
  const [state, setState] = createSignal<LoadState>('idle');
  createEffect(
    on(
      () => props.cursor,
      () => setState('idle'),
      { defer: true },
    ),
  );
  const href = (): string => {
    const search = new URLSearchParams(location.search);
    search.set('after', props.cursor);
    return `/deployments?${search}`;
  };
  const load = async (event: MouseEvent): Promise<void> => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (state() === 'busy') return;
    setState('busy');
    await props.store.loadMore().then(
      () => setState('idle'),
      (error) => setState(messageOf(error)),
    );
  };
  return (
    <p class="x more">
      <a class="btn" href={href()} aria-disabled={state() === 'busy'} onClick={(event) => void load(event)}>
        {state() === 'busy' ? 'Loading…' : `Load ${pageSize} more`}
      </a>
      <Problem state={state()} />
    </p>
  );
};

const CsvButton = (props: { store: HistoryStore }) => {
  const [state, setState] = createSignal<LoadState>('idle');
  const save = async (): Promise<void> => {
    if (state() === 'busy') return;
    setState('busy');
    try {
      const runs = await props.store.readAll(maxCsvRows);
      saveText('deployments.csv', toCsv(runs), 'text/csv;charset=utf-8');
      const all = runs.length < props.store.view.total ? `, the first of ${props.store.view.total}` : '';
      announce(`${plural(runs.length, 'run')} saved as CSV${all}`);
      setState('idle');
    } catch (error) {
      setState(messageOf(error));
    }
  };
  return (
    <>
      <Problem state={state()} />
      <button
        type="button"
        class="btn q"
        aria-disabled={state() === 'busy'}
        title={`What the filter shows, at most ${maxCsvRows} runs`}
        onClick={() => void save()}
      >
        <Icon name="download" />
        {state() === 'busy' ? 'Reading…' : 'CSV'}
      </button>
    </>
  );
};

/** Nothing to show, and what to do about it. */
const Nothing = (props: HistoryProps) => {
  const hasDates = () => Boolean(props.params.since || props.params.from || props.params.to);
  return (
    <p class="none">
      <Show
        when={isFiltered(props.params) || props.params.after}
        fallback={
          <>
            No deployments yet.
            <A class="btn" href="/">
              Deploy a service
            </A>
          </>
        }
      >
        <span>No {filterWords(props.params)}.</span>
        <button type="button" class="btn" onClick={() => props.narrow(nothing)}>
          Clear filters
        </button>
        <Show when={hasDates() && props.params.since !== '90d'}>
          <button
            type="button"
            class="btn q"
            onClick={() => props.narrow({ since: '90d', from: undefined, to: undefined })}
          >
            Widen to 90 days
          </button>
        </Show>
      </Show>
    </p>
  );
};
