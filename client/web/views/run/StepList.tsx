import { For, Show } from 'solid-js';
import type { StepFieldsFragment } from '../../api/generated/graphql.ts';
import { duration } from '../../components/format.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { stepStatus } from '../../components/status.ts';
import { now } from '../../live/clock.ts';
import type { Run } from '../../live/run-fold.ts';
import type { LogPage } from './log-page.ts';

/** Excess under this is nothing to speak of. */
const worthSayingMs = 1_000;

/** The steps with their time against the usual one; a step leads to its lines. */
export const StepList = (props: { run: Run; page: LogPage }) => {
  const usual = (name: string): number | null =>
    props.run.estimate?.steps.find((step) => step.name === name)?.p50Ms ?? null;
  const longest = () => Math.max(...props.run.steps.flatMap((step) => [tookMs(step) ?? 0, usual(step.name) ?? 0]), 1);
  const current = () =>
    props.run.steps.find((step) => step.state === 'RUNNING' || step.state === 'FAILURE')?.position ?? null;
  return (
    <ol class="st" aria-label="Steps" tabindex="0">
      <For each={props.run.steps}>
        {(step) => (
          <li data-step={step.name} data-state={shownState(step, props.run)}>
            <a
              href={`#step-${step.position}`}
              aria-current={current() === step.position ? 'step' : undefined}
              onClick={(event) => {
                event.preventDefault();
                props.page.showStep(step.position);
              }}
            >
              <StatusIcon status={stepStatus[shownState(step, props.run)]} silent />
              <span class="ell">
                {step.name}
                <span class="sr"> {stepStatus[shownState(step, props.run)].word}</span>
              </span>
              <MeasureBar step={step} usual={usual(step.name)} longest={longest()} />
              <span class="d">
                <StepTime step={step} run={props.run} usual={usual(step.name)} />
              </span>
            </a>
          </li>
        )}
      </For>
    </ol>
  );
};

/** A step that was never reached in a run that is over did not happen; it is not waiting. */
export const shownState = (step: StepFieldsFragment, run: Run): StepFieldsFragment['state'] =>
  run.finished && step.state === 'PENDING' ? 'SKIPPED' : step.state;

const tookMs = (step: StepFieldsFragment): number | null => {
  if (step.durationMs !== null) return step.durationMs;
  return step.state === 'RUNNING' && step.startedAt ? now() - Date.parse(step.startedAt) : null;
};

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)}%`;

const MeasureBar = (props: { step: StepFieldsFragment; usual: number | null; longest: number }) => {
  const took = () => tookMs(props.step) ?? 0;
  const within = () => (props.usual === null ? took() : Math.min(took(), props.usual));
  const over = () => (props.usual === null ? 0 : Math.max(took() - props.usual, 0));
  return (
    <span class="mb">
      <Show when={took() > 0}>
        <i
          classList={{ rn: props.step.state === 'RUNNING', er: props.step.state === 'FAILURE' }}
          style={{ width: percent(within(), props.longest) }}
        />
      </Show>
      <Show when={over() > worthSayingMs && props.step.state !== 'FAILURE'}>
        <i class="ov" style={{ left: percent(within(), props.longest), width: percent(over(), props.longest) }} />
      </Show>
      <Show when={props.usual}>{(usual) => <u style={{ width: percent(usual(), props.longest) }} />}</Show>
    </span>
  );
};

const StepTime = (props: { step: StepFieldsFragment; run: Run; usual: number | null }) => {
  const over = () => (props.usual === null ? 0 : (tookMs(props.step) ?? 0) - props.usual);
  const state = () => shownState(props.step, props.run);
  return (
    <Show
      when={tookMs(props.step) !== null}
      fallback={
        <span class="m">
          {state() === 'SKIPPED' ? 'skipped' : props.usual === null ? '' : `~${duration(props.usual)}`}
        </span>
      }
    >
      <Show when={over() > worthSayingMs && state() !== 'FAILURE'}>
        <span class="warn wn">+{duration(over())}</span>{' '}
      </Show>
      <span classList={{ fail: state() === 'FAILURE', run: state() === 'RUNNING' }}>
        {shortTime(tookMs(props.step) ?? 0, state())}
      </span>
    </Show>
  );
};

/** A running step counts whole seconds; tenths that change once a second look broken. */
const shortTime = (ms: number, state: StepFieldsFragment['state']): string =>
  state === 'RUNNING' ? duration(Math.max(Math.floor(ms / 1_000), 0) * 1_000 || 0).replace('0.0s', '0s') : duration(ms);
