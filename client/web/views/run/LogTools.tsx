import { Show } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { count } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { visibleText } from '../../live/ansi.ts';
import { plainText } from '../../live/log-model.ts';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';
import { useShortcuts } from '../../session/shortcuts.ts';
import type { LogPage } from './log-page.ts';
import { events, nextTimes, times, timesWords, toggleEvents, toggleWrap, wrap } from './log-view-state.ts';

interface LogToolsProps {
  run: Run;
  store: RunStore;
  page: LogPage;
}

/** One row over the log: how long it is, search, times, wrapping, events, copy, download. */
export const LogTools = (props: LogToolsProps) => {
  useShortcuts({
    t: nextTimes,
    z: toggleWrap,
    e: () => props.page.errorBy(1),
    'Shift+e': () => props.page.errorBy(-1),
    f: () => props.page.follow.toEnd(),
    n: () => props.page.searchBy(1),
    p: () => props.page.searchBy(-1),
    '[Shift]+[': () => props.page.stepBy(-1),
    '[Shift]+]': () => props.page.stepBy(1),
    Escape: () => (props.page.search.text() ? props.page.setSearch('') : props.page.clearSelection()),
  });
  return (
    <div class="tb">
      <h2 class="log-title">
        Log <span class="f">{count(props.store.view.lines)}</span>
      </h2>
      <span class="sp" />
      <LogSearch page={props.page} />
      <button
        type="button"
        class="btn q"
        aria-label={`Times: ${timesWords[times()]}`}
        title="Times (T)"
        onClick={nextTimes}
      >
        <Icon name="clock" />
        <span class="hm">{timesWords[times()]}</span>
      </button>
      <button
        type="button"
        class="ib"
        aria-pressed={wrap() === 'on'}
        aria-label="Wrap lines"
        title="Wrap lines (Z)"
        onClick={toggleWrap}
      >
        <Icon name="wrap" />
      </button>
      <button
        type="button"
        class="ib"
        aria-pressed={events() === 'shown'}
        aria-label="Show events"
        title="Show events"
        onClick={toggleEvents}
      >
        <Icon name="tools" />
      </button>
      <CopyButton text={() => visibleLog(props.store)} what="Log" />
      <a
        class="ib"
        href={`/deployments/${props.run.number}/log`}
        rel="external"
        download={`${props.run.service.name}-${props.run.number}.log`}
        aria-label="Download log"
        title="Download log"
      >
        <Icon name="download" />
      </a>
    </div>
  );
};

const visibleLog = (store: RunStore): string => plainText(store.log).split('\n').map(visibleText).join('\n');

const LogSearch = (props: { page: LogPage }) => {
  let input: HTMLInputElement | undefined;
  const search = () => props.page.search;
  useShortcuts({ '[Shift]+/': () => input?.focus() });
  return (
    <label class="inp">
      <Icon name="search" />
      <input
        ref={(each) => {
          input = each;
        }}
        type="search"
        aria-label="Search log"
        placeholder="Search log"
        value={search().text()}
        onInput={(event) => props.page.setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            props.page.searchBy(event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') {
            props.page.setSearch('');
            event.currentTarget.blur();
          }
        }}
      />
      <Show when={search().text()} fallback={<kbd>/</kbd>}>
        <span
          class="hits m"
          role="status"
          title={search().onServer() ? 'The server searched the whole log' : undefined}
        >
          {search().current() >= 0 ? `${search().current() + 1}/` : ''}
          {count(search().matches().length)}
          {search().more() ? '+' : ''}
        </span>
      </Show>
    </label>
  );
};
