import { A } from '@solidjs/router';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { HistoryFieldsFragment } from '../api/generated/graphql.ts';
import { now } from '../live/clock.ts';
import { zone } from '../session/preferences.ts';
import { Ago } from './Ago.tsx';
import { byDay, startOfDay } from './days.ts';
import { dayName, duration, elapsed, fullTime, hourMinute } from './format.ts';
import { Icon } from './Icon.tsx';
import { PaceBadge } from './PaceBadge.tsx';
import { StatusIcon } from './StatusIcon.tsx';
import { deploymentStatus, resultWords } from './status.ts';

interface RunTableProps {
  runs: readonly HistoryFieldsFragment[];
  caption: string;
  /** Group by day and show the hour; otherwise how long ago. */
  byDay?: boolean;
  /** All runs are of one service: leave its columns out. */
  oneService?: boolean;
  /** The head of a column that the list can be sorted by. */
  head?: (column: 'started' | 'took', name: string) => JSX.Element;
}

const columns = 9;

/** Runs as rows; each row leads to its run. */
export const RunTable = (props: RunTableProps) => {
  const groups = createMemo(() => (props.byDay ? byDay(props.runs, zone()) : new Map([[0, props.runs]])));
  // By value, so that a run that changes builds no other row again.
  const days = createMemo(() => [...groups().keys()]);
  const today = createMemo(() => startOfDay(now(), zone()));
  return (
    <table class="t runs" classList={{ one: props.oneService }}>
      <caption class="sr">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col" class="c-status">
            Status
          </th>
          <th scope="col" class="c-run">
            Run
          </th>
          <th scope="col" class="c-service">
            Service
          </th>
          <th scope="col" class="c-env">
            Environment
          </th>
          <th scope="col" class="c-version">
            Version
          </th>
          {props.head?.('started', 'Started') ?? (
            <th scope="col" class="c-started">
              Started
            </th>
          )}
          {props.head?.('took', 'Took') ?? (
            <th scope="col" class="c-took">
              Took
            </th>
          )}
          <th scope="col" class="c-by nl">
            By
          </th>
          <th scope="col" class="c-note nl">
            Note
          </th>
        </tr>
      </thead>
      <For each={days()}>
        {(day) => (
          <tbody>
            <Show when={props.byDay}>
              <tr class="day">
                <th colspan={columns} scope="rowgroup">
                  {dayName(day, today())}
                </th>
              </tr>
            </Show>
            <For each={groups().get(day)}>{(run) => <RunRow run={run} byDay={props.byDay === true} />}</For>
          </tbody>
        )}
      </For>
    </table>
  );
};

const RunRow = (props: { run: HistoryFieldsFragment; byDay: boolean }) => {
  const status = () => deploymentStatus[props.run.state];
  const began = () => props.run.startedAt ?? props.run.createdAt;
  return (
    <tr data-run={props.run.number} data-state={props.run.state}>
      <td class="c-status">
        <A class="rl" href={`/deployments/${props.run.number}`}>
          <span class="x">
            <StatusIcon status={status()} silent />
            <span class="ell" classList={{ b: status().alarming, [status().tone]: status().alarming }}>
              {stateWords(props.run)}
            </span>
          </span>
        </A>
      </td>
      <td class="c-run m">#{props.run.number}</td>
      <td class="c-service">
        <span class="b">{props.run.service.name}</span>
        <span class="om m"> · #{props.run.number}</span>
      </td>
      <td class="c-env m">{props.run.service.environment}</td>
      <td class="c-version">{props.run.version}</td>
      <td class="c-started m">
        <Show when={props.byDay} fallback={<Ago at={began()} />}>
          <time dateTime={began()} title={fullTime(Date.parse(began()))}>
            {hourMinute(Date.parse(began()))}
          </time>
        </Show>
      </td>
      <td class="c-took">
        <Took run={props.run} />
      </td>
      <td class="c-by m nl">{props.run.actor.label}</td>
      <td class="c-note m nl" title={props.run.note ?? undefined}>
        {props.run.note}
      </td>
    </tr>
  );
};

/** How long it took or takes; the bar is full where nine of ten runs are done, and a clock says that it took longer. */
const Took = (props: { run: HistoryFieldsFragment }) => (
  <Show when={props.run.durationMs !== null && { ms: props.run.durationMs }} fallback={<Running run={props.run} />}>
    {(took) => (
      <>
        <span class="took">{duration(took().ms)}</span>
        <Show when={props.run.estimate}>
          {(usual) => (
            <span
              class="x usual hm"
              title={`Usually ${duration(usual().p50Ms)}, 9 of 10 within ${duration(usual().p90Ms)}`}
            >
              <span class="tk">
                <i style={{ width: `${Math.min(took().ms / Math.max(usual().p90Ms, 1), 1) * 100}%` }} />
              </span>
              <Show when={props.run.state === 'SUCCESS' && took().ms > usual().p90Ms}>
                <span class="warn">
                  <Icon name="clock" />
                  <span class="sr">slower than usual</span>
                </span>
              </Show>
            </span>
          )}
        </Show>
      </>
    )}
  </Show>
);

const Running = (props: { run: HistoryFieldsFragment }) => (
  <>
    <span class="took">
      {props.run.startedAt && !props.run.finished ? elapsed(now() - Date.parse(props.run.startedAt)) : ''}
    </span>
    <PaceBadge run={props.run} />
  </>
);

/** `Running, migrate`: the step too, while there is one. */
const stateWords = (run: HistoryFieldsFragment): string =>
  run.currentStep && !run.finished ? `${resultWords(run)}, ${run.currentStep}` : resultWords(run);
