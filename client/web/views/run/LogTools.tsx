import { createSignal, type JSX, Show } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';
import { logAddress, readLog } from './copy-log.ts';
import { LogSearch } from './LogSearch.tsx';
import type { LogPage } from './log-page.ts';
import { events, numbers, timesWords, toggleEvents, toggleNumbers } from './log-view-state.ts';

interface LogToolsProps {
  run: Run;
  store: RunStore;
  page: LogPage;
}

/** The tools over the log: search, times, wrapping, events, copy, download. On phones behind two buttons. */
export const LogTools = (props: LogToolsProps) => {
  const [searching, setSearching] = createSignal(false);
  const [sheet, setSheet] = createSignal(false);
  return (
    <>
      <button
        type="button"
        class="ib om"
        aria-label="Search log"
        aria-expanded={searching()}
        onClick={() => setSearching(!searching())}
      >
        <Icon name="search" />
      </button>
      <button type="button" class="ib om" aria-label="Log tools" aria-haspopup="dialog" onClick={() => setSheet(true)}>
        <Icon name="tools" />
      </button>
      <LogSearch
        page={props.page}
        store={props.store}
        shown={searching() || props.page.search.query().text !== ''}
        show={() => setSearching(true)}
      />
      <span class="x hm tools">
        <Tools {...props} />
      </span>
      <Show when={sheet()}>
        <Dialog
          title="Log"
          onClose={() => setSheet(false)}
          footer={
            <button type="button" class="btn" data-first onClick={() => setSheet(false)}>
              Close
            </button>
          }
        >
          <div class="sheet-tools">
            <Tools {...props} labelled />
          </div>
        </Dialog>
      </Show>
    </>
  );
};

const Tools = (props: LogToolsProps & { labelled?: boolean }) => (
  <>
    <button
      type="button"
      class="btn q"
      aria-label={`Times: ${timesWords[props.page.reading.times()]}`}
      title="Times (T)"
      onClick={props.page.reading.nextTimes}
    >
      <Icon name="clock" />
      {timesWords[props.page.reading.times()]}
    </button>
    <Toggle
      {...props}
      name="Wrap lines"
      keys="Z"
      on={props.page.reading.wraps()}
      toggle={props.page.reading.toggleWrap}
      icon={<Icon name="wrap" />}
    />
    <Show when={props.labelled}>
      <Toggle
        {...props}
        name="Line numbers"
        on={numbers() === 'on'}
        toggle={toggleNumbers}
        icon={<Icon name="list" />}
      />
    </Show>
    <Toggle
      {...props}
      name="Show events"
      on={events() === 'shown'}
      toggle={toggleEvents}
      icon={<Icon name="tools" />}
    />
    <CopyButton
      class={props.labelled ? 'btn q' : 'ib'}
      text={() => readLog(props.run, props.store.log, null)}
      what="Log"
    >
      {props.labelled ? 'Copy whole log' : undefined}
    </CopyButton>
    <a
      class={props.labelled ? 'btn q' : 'ib'}
      href={logAddress(props.run)}
      rel="external"
      download={`${props.run.service.name}-${props.run.number}.log`}
      aria-label="Download log"
      title="Download log"
    >
      <Icon name="download" />
      {props.labelled ? 'Download' : undefined}
    </a>
  </>
);

interface ToggleProps {
  name: string;
  keys?: string;
  on: boolean;
  toggle: () => void;
  icon: JSX.Element;
  labelled?: boolean;
}

const Toggle = (props: ToggleProps) => (
  <button
    type="button"
    class={props.labelled ? 'btn q' : 'ib'}
    aria-pressed={props.on}
    aria-label={props.name}
    title={props.keys ? `${props.name} (${props.keys})` : props.name}
    onClick={() => props.toggle()}
  >
    {props.icon}
    {props.labelled ? props.name : undefined}
  </button>
);
