import { createEffect, createMemo, For, Match, on, Show, Switch } from 'solid-js';
import { count, plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import type { RunStore } from '../../live/run-store.ts';
import { announce } from '../../session/announce.ts';
import { useShortcuts } from '../../session/shortcuts.ts';
import type { LogPage } from './log-page.ts';

/** The search box of the log: a live count, the next and previous hit, case, regular expressions, only matching lines. */
export const LogSearch = (props: { page: LogPage; store: RunStore; shown: boolean; show: () => void }) => {
  let input: HTMLInputElement | undefined;
  const search = () => props.page.search;
  const query = () => search().query();
  useShortcuts({
    '[Shift]+/': () => {
      props.show();
      queueMicrotask(() => input?.focus());
    },
  });
  // Said once for each search, not with each line that comes.
  createEffect(
    on([query, () => search().progress().kind], ([{ text }, progress]) => {
      const total = search().matches().length;
      if (text && progress === 'known') announce(`${plural(total, 'hit')}${search().more() ? ' or more' : ''}`);
    }),
  );
  const keys = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      props.page.searchBy(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      // One press ends one thing: on the page it would clear the selected lines as well.
      event.stopPropagation();
      props.page.setSearch({ text: '' });
      event.currentTarget.blur();
    }
  };
  return (
    <search class="find" classList={{ away: !props.shown }}>
      <label class="inp">
        <Icon name="search" />
        <input
          ref={(each) => {
            input = each;
          }}
          type="search"
          aria-label="Search log"
          aria-invalid={search().invalid()}
          placeholder="Search log"
          autocomplete="off"
          spellcheck={false}
          value={query().text}
          onInput={(event) => props.page.setSearch({ text: event.currentTarget.value })}
          onKeyDown={keys}
        />
        <Show when={query().text} fallback={<kbd>/</kbd>}>
          <span class="hits m" title={whereWords(props.page, props.store)}>
            <Hits page={props.page} />
          </span>
        </Show>
      </label>
      <Show when={query().text}>
        <button type="button" class="ib" aria-label="Previous hit" onClick={() => props.page.searchBy(-1)}>
          <Icon name="up" />
        </button>
        <button type="button" class="ib dn" aria-label="Next hit" onClick={() => props.page.searchBy(1)}>
          <Icon name="up" />
        </button>
        <button
          type="button"
          class="ib"
          aria-pressed={query().caseSensitive}
          aria-label="Match case"
          title="Match case"
          onClick={() => props.page.setSearch({ caseSensitive: !query().caseSensitive })}
        >
          Aa
        </button>
        <button
          type="button"
          class="ib"
          aria-pressed={query().regex}
          aria-label="Regular expression"
          title="Regular expression"
          onClick={() => props.page.setSearch({ regex: !query().regex })}
        >
          .*
        </button>
        <button
          type="button"
          class="ib"
          aria-pressed={search().only()}
          aria-label="Only matching lines"
          title="Only matching lines, with two around each"
          onClick={() => search().setOnly(!search().only())}
        >
          <Icon name="list" />
        </button>
      </Show>
      <Show when={query().text && search().where() !== 'page'}>
        <span class="where m">{whereWords(props.page, props.store)}</span>
      </Show>
    </search>
  );
};

const Hits = (props: { page: LogPage }) => {
  const search = () => props.page.search;
  return (
    <Switch>
      <Match when={search().invalid()}>not a pattern</Match>
      <Match when={search().progress().kind === 'asking'}>…</Match>
      <Match when={search().progress().kind === 'failed'}>no answer</Match>
      <Match when={search().progress().kind === 'known'}>
        {search().current() >= 0 ? `${count(search().current() + 1)}/` : ''}
        {count(search().matches().length)}
        {search().more() ? '+' : ''}
      </Match>
    </Switch>
  );
};

const whereWords = (page: LogPage, store: RunStore): string => {
  const where = page.search.where();
  const progress = page.search.progress();
  if (progress.kind === 'failed') return `The server did not search: ${progress.message}`;
  switch (where) {
    case 'server':
      return `Searching all ${plural(store.view.lines, 'line')} on the server`;
    case 'held':
      return `Patterns search the ${plural(store.log.lines.length, 'line')} shown, not all ${count(store.view.lines)}`;
    case 'page':
      return 'Lines that match';
    default:
      return where satisfies never;
  }
};

/** Ticks more than this would be a solid bar. */
const mostTicks = 200;

/** Where the hits stand in the log, at the edge of the window. */
export const HitRail = (props: { page: LogPage; store: RunStore }) => {
  const ticks = createMemo(() => {
    const places = props.page.search.matches().map((n) => Math.round((n / props.store.view.lines) * mostTicks));
    return [...new Set(places)];
  });
  return (
    <Show when={ticks().length > 0}>
      <div class="rail" aria-hidden="true">
        <For each={ticks()}>{(place) => <i style={{ top: `${(place / mostTicks) * 100}%` }} />}</For>
      </div>
    </Show>
  );
};
