import { A } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import type { RunFieldsFragment } from '../api/generated/graphql.ts';
import { now } from '../live/clock.ts';
import { Ago } from './Ago.tsx';
import { dayName, duration, elapsed, fullTime, hourMinute } from './format.ts';
import { StatusIcon } from './StatusIcon.tsx';
import { deploymentStatus, resultWords } from './status.ts';

interface RunTableProps {
  runs: readonly RunFieldsFragment[];
  caption: string;
  /** Group by day and show the hour; otherwise how long ago. */
  byDay?: boolean;
  /** All runs are of one service: leave its columns out. */
  oneService?: boolean;
}

const columns = 9;

/** Runs as rows; each row leads to its run. */
export const RunTable = (props: RunTableProps) => {
  const groups = createMemo(() => groupByDay(props.runs, props.byDay === true));
  const longest = () => Math.max(...props.runs.map((run) => run.durationMs ?? 0), 1);
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
          <th scope="col" class="c-started">
            Started
          </th>
          <th scope="col" class="c-took">
            Took
          </th>
          <th scope="col" class="c-by nl">
            By
          </th>
          <th scope="col" class="c-note nl">
            Note
          </th>
        </tr>
      </thead>
      <For each={groups()}>
        {(group) => (
          <tbody>
            <Show when={group.day}>
              <tr class="day">
                <th colspan={columns} scope="rowgroup">
                  {group.day}
                </th>
              </tr>
            </Show>
            <For each={group.runs}>
              {(run) => <RunRow run={run} longest={longest()} byDay={props.byDay === true} />}
            </For>
          </tbody>
        )}
      </For>
    </table>
  );
};

const RunRow = (props: { run: RunFieldsFragment; longest: number; byDay: boolean }) => {
  const status = () => deploymentStatus[props.run.state];
  return (
    <tr data-run={props.run.number} data-state={props.run.state}>
      <td class="c-status">
        <A class="rl" href={`/deployments/${props.run.number}`}>
          <span class="x">
            <StatusIcon status={status()} silent />
            <span class="ell" classList={{ b: status().alarming, [status().tone]: status().alarming }}>
              {resultWords(props.run)}
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
        <Show when={props.byDay} fallback={<Ago at={props.run.startedAt ?? props.run.createdAt} />}>
          <time dateTime={props.run.createdAt} title={fullTime(Date.parse(props.run.createdAt))}>
            {hourMinute(Date.parse(props.run.startedAt ?? props.run.createdAt))}
          </time>
        </Show>
      </td>
      <td class="c-took">
        <Took run={props.run} longest={props.longest} />
      </td>
      <td class="c-by m nl">{props.run.actor.label}</td>
      <td class="c-note m nl" title={props.run.note ?? undefined}>
        {props.run.note}
      </td>
    </tr>
  );
};

const Took = (props: { run: RunFieldsFragment; longest: number }) => (
  <Show
    when={props.run.durationMs !== null}
    fallback={
      <span class="took">
        {props.run.startedAt && !props.run.finished ? elapsed(now() - Date.parse(props.run.startedAt)) : ''}
      </span>
    }
  >
    <span class="took">{duration(props.run.durationMs ?? 0)}</span>
    <span class="tk hm">
      <i style={{ width: `${((props.run.durationMs ?? 0) / props.longest) * 100}%` }} />
    </span>
  </Show>
);

interface DayGroup {
  day: string;
  runs: RunFieldsFragment[];
}

const groupByDay = (runs: readonly RunFieldsFragment[], byDay: boolean): DayGroup[] => {
  const groups: DayGroup[] = [];
  for (const run of runs) {
    const day = byDay ? dayName(Date.parse(run.startedAt ?? run.createdAt), now()) : '';
    const last = groups.at(-1);
    if (last?.day === day) last.runs.push(run);
    else groups.push({ day, runs: [run] });
  }
  return groups;
};
