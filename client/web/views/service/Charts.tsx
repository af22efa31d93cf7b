import { createMemo, For, Show } from 'solid-js';
import { duration, plural } from '../../components/format.ts';
import { deploymentStatus } from '../../components/status.ts';
import { now } from '../../live/clock.ts';
import type { ServiceDetails } from '../../live/service-store.ts';
import { type DayBar, everyDay } from './figures.ts';

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayWords = (day: string): string => dayFormat.format(Date.parse(day));

/** Deploys of each day; failed ones are red, on top, with a foot under the line. */
export const DaysChart = (props: { service: ServiceDetails }) => {
  const today = createMemo(() => Math.floor(now() / 86_400_000) * 86_400_000);
  const days = createMemo(() => everyDay(props.service.trend, today()));
  const most = () => Math.max(...days().map((day) => day.successes + day.failures), 1);
  return (
    <section aria-labelledby="days">
      <h2 class="sec" id="days">
        Deploys a day <span class="m">at most {most()}</span>
      </h2>
      <svg class="chart" viewBox={`0 0 ${days().length * 10} 100`} preserveAspectRatio="none" aria-hidden="true">
        <For each={days()}>{(day, index) => <Bar day={day} x={index() * 10} most={most()} />}</For>
        <path class="axis" d={`M0 88.5H${days().length * 10}`} />
      </svg>
      <p class="axis-words" aria-hidden="true">
        <span>{dayWords(days()[0]?.day ?? '')}</span>
        <span>{dayWords(days()[Math.floor(days().length / 2)]?.day ?? '')}</span>
        <span>today</span>
      </p>
      <AsTable
        caption="Deploys of each day"
        heads={['Day', 'Succeeded', 'Failed', 'Canceled']}
        rows={dayRows(days())}
      />
    </section>
  );
};

const Bar = (props: { day: DayBar; x: number; most: number }) => {
  const height = (count: number): number => (count / props.most) * 84;
  const good = () => height(props.day.successes);
  return (
    <>
      <rect class="o" x={props.x + 2.5} width="5" y={88 - good()} height={good()} />
      <Show when={props.day.failures > 0}>
        <rect
          class="e"
          x={props.x + 2.5}
          width="5"
          y={88 - good() - height(props.day.failures)}
          height={height(props.day.failures)}
        />
        <rect class="e" x={props.x + 2.5} width="5" y="93" height="5" />
      </Show>
    </>
  );
};

const dayRows = (days: readonly DayBar[]): string[][] =>
  days
    .filter((day) => day.successes + day.failures + day.canceled > 0)
    .map((day) => [day.day, String(day.successes), String(day.failures), String(day.canceled)]);

const plotHeight = 78;

/** How long each run took, oldest on the left; the usual range is shaded, failed runs are squares under the line. */
export const DurationChart = (props: { service: ServiceDetails }) => {
  const runs = createMemo(() => props.service.trend.runs.filter((run) => run.durationMs !== null).toReversed());
  const longest = () => Math.max(...runs().map((run) => run.durationMs ?? 0), props.service.estimate?.p90Ms ?? 0, 1);
  const y = (ms: number): number => 84 - (ms / longest()) * plotHeight;
  const x = (index: number): number => ((index + 0.5) / Math.max(runs().length, 1)) * 100;
  const isBad = (state: string): boolean => state !== 'SUCCESS' && state !== 'CANCELED';
  return (
    <section aria-labelledby="durations">
      <h2 class="sec" id="durations">
        Duration <span class="m">{props.service.estimate ? 'shaded: half to nine of ten runs' : ''}</span>
      </h2>
      <div class="chart dots" aria-hidden="true">
        <Show when={props.service.estimate}>
          {(usual) => (
            <span
              class="band"
              style={{
                top: `${y(usual().p90Ms)}%`,
                height: `${Math.max(y(usual().p50Ms) - y(usual().p90Ms), 1)}%`,
              }}
            >
              <span class="band-word">{duration(usual().p90Ms)}</span>
            </span>
          )}
        </Show>
        <For each={runs()}>
          {(run, index) => (
            <i
              class="dot"
              classList={{ bad: isBad(run.state) }}
              style={{ left: `${x(index())}%`, top: isBad(run.state) ? '94%' : `${y(run.durationMs ?? 0)}%` }}
            />
          )}
        </For>
      </div>
      <p class="axis-words" aria-hidden="true">
        <span>{runs().length === 0 ? 'no run' : `${plural(runs().length, 'run')} ago`}</span>
        <span>last run</span>
      </p>
      <AsTable
        caption="How long each run took"
        heads={['Run', 'Result', 'Took']}
        rows={runs()
          .toReversed()
          .map((run) => [`#${run.number}`, deploymentStatus[run.state].word, duration(run.durationMs ?? 0)])}
      />
    </section>
  );
};

/** The same numbers for who cannot see or read the picture. */
const AsTable = (props: { caption: string; heads: string[]; rows: string[][] }) => (
  <details class="as-table">
    <summary>As a table</summary>
    <div class="as-table-box">
      <table>
        <caption class="sr">{props.caption}</caption>
        <thead>
          <tr>
            <For each={props.heads}>{(head) => <th scope="col">{head}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <For each={row}>{(cell) => <td>{cell}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  </details>
);
