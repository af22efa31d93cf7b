import { For, Show } from 'solid-js';
import { duration, elapsed } from '../../components/format.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { stepStatus } from '../../components/status.ts';
import { now } from '../../live/clock.ts';
import type { Run } from '../../live/run-fold.ts';
import { overUsual, type Timeline as TimelineData, type TimelineRow, timelineOf } from '../../live/timeline.ts';
import { inPlace } from './in-place.ts';
import { runningTime, shownState } from './step-words.ts';
import './timeline.css';

/** The steps on one time axis, over where they usually stand. A table: its numbers are the bars'. */
export const Timeline = (props: { run: Run; showStep: (position: number) => void }) => {
  const line = () => timelineOf(props.run, now());
  return (
    <div class="timeline">
      <table class="wf">
        <caption class="sr">Steps on a time axis from 0:00 to {elapsed(line().spanMs)}</caption>
        <thead>
          <tr>
            <th class="h">Step</th>
            <th class="h r">Start</th>
            <th class="h r">Took</th>
            <th class="axc">
              <div class="ax">
                <For each={line().ticks}>
                  {(tick) => <span style={{ left: percent(tick, line().spanMs) }}>{elapsed(tick)}</span>}
                </For>
              </div>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.run.steps}>
            {(step, index) => (
              <Show when={line().rows[index()]}>
                {(row) => (
                  <tr data-step={step.name}>
                    <th scope="row">
                      <a
                        class="x b"
                        href={`?step=${encodeURIComponent(step.name)}`}
                        onClick={inPlace(() => props.showStep(step.position))}
                      >
                        <StatusIcon status={stepStatus[shownState(step, props.run)]} />
                        {step.name}
                      </a>
                    </th>
                    <td class="m r">{start(row())}</td>
                    <td class="r">
                      <Took row={row()} skipped={shownState(step, props.run) === 'SKIPPED'} running={isRunning(step)} />
                    </td>
                    <td>
                      <Bars row={row()} line={line()} state={step.state} />
                    </td>
                  </tr>
                )}
              </Show>
            )}
          </For>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Whole run</th>
            <td class="m r">+0:00</td>
            <td class="r">{props.run.durationMs === null ? '' : duration(props.run.durationMs)}</td>
            <td class="m">
              <Show when={props.run.estimate}>{(usual) => <>usually {duration(usual().p50Ms)}</>}</Show>
            </td>
          </tr>
        </tfoot>
      </table>
      <Legend />
    </div>
  );
};

const isRunning = (step: { state: string }): boolean => step.state === 'RUNNING';

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(2)}%`;

const start = (row: TimelineRow): string => (row.startMs === null ? '' : `+${elapsed(row.startMs)}`);

const Took = (props: { row: TimelineRow; skipped: boolean; running: boolean }) => (
  <Show
    when={props.row.tookMs !== null}
    fallback={
      <span class="m">
        {props.skipped ? 'skipped' : props.row.usualMs === null ? '' : `~${duration(props.row.usualMs)}`}
      </span>
    }
  >
    <span classList={{ run: props.running }}>
      {props.running ? runningTime(props.row.tookMs ?? 0) : duration(props.row.tookMs ?? 0)}
    </span>
    <Show when={overUsual(props.row.tookMs, props.row.usualMs)}>
      {(over) => <span class="warn nw"> +{duration(over())}</span>}
    </Show>
  </Show>
);

const Bars = (props: { row: TimelineRow; line: TimelineData; state: string }) => {
  const at = (ms: number) => percent(ms, props.line.spanMs);
  const within = () => {
    const took = props.row.tookMs ?? 0;
    return overUsual(took, props.row.usualMs) === null ? took : (props.row.usualMs ?? took);
  };
  return (
    <div class="ln" aria-hidden="true">
      <For each={props.line.ticks}>{(tick) => <b style={{ left: at(tick) }} />}</For>
      <Show when={props.row.expected}>
        {(rest) => <i class="gh" style={{ left: at(rest().startMs), width: at(rest().tookMs) }} />}
      </Show>
      <Show when={props.row.tookMs !== null}>
        <i
          class="tk"
          classList={{ rn: props.state === 'RUNNING', er: props.state === 'FAILURE' }}
          style={{ left: at(props.row.startMs ?? 0), width: at(within()) }}
        />
        <Show when={overUsual(props.row.tookMs, props.row.usualMs)}>
          {(over) => <i class="tk ov" style={{ left: at((props.row.startMs ?? 0) + within()), width: at(over()) }} />}
        </Show>
      </Show>
      <Show when={props.row.usualMs}>
        {(usual) => <u style={{ left: at(props.row.usualStartMs), width: at(usual()) }} />}
      </Show>
      <Show when={props.line.nowMs !== null}>
        <span class="now" style={{ left: at(props.line.nowMs ?? 0) }} />
      </Show>
    </div>
  );
};

const Legend = () => (
  <p class="legend">
    <span>
      <i />
      took
    </span>
    <span>
      <i class="ov" />
      over usual
    </span>
    <span>
      <i class="rn" />
      running
    </span>
    <span>
      <i class="gh" />
      expected
    </span>
    <span>
      <i class="us" />
      usual
    </span>
  </p>
);
