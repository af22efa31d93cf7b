import { createEffect, For, Show } from 'solid-js';
import type { StepFieldsFragment } from '../../api/generated/graphql.ts';
import { duration } from '../../components/format.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { stepStatus } from '../../components/status.ts';
import type { Run } from '../../live/run-fold.ts';
import { overUsual } from '../../live/timeline.ts';
import { inPlace } from './in-place.ts';
import { runningTime, shownState, slowWords, tookMs, usualOf } from './step-words.ts';

/** The steps with their time against the usual one; a step leads to its lines. */
export const StepList = (props: { run: Run; showStep: (position: number) => void }) => {
  const usual = (name: string): number | null => usualOf(props.run, name)?.p50Ms ?? null;
  const longest = () => Math.max(...props.run.steps.flatMap((step) => [tookMs(step) ?? 0, usual(step.name) ?? 0]), 1);
  const current = () =>
    props.run.steps.find((step) => step.state === 'RUNNING' || step.state === 'FAILURE')?.position ?? null;
  let strip: HTMLElement | undefined;
  // On phones the steps are a strip that scrolls sideways: the current one is in its middle.
  createEffect(() => {
    const step = strip?.children[(current() ?? 0) - 1];
    if (!(step instanceof HTMLElement) || !strip) return;
    strip.scrollTo({ left: step.offsetLeft - (strip.clientWidth - step.offsetWidth) / 2, behavior: 'instant' });
  });
  return (
    <ol
      class="st"
      aria-label="Steps"
      tabindex="0"
      ref={(element) => {
        strip = element;
      }}
    >
      <For each={props.run.steps}>
        {(step) => (
          <li data-step={step.name} data-state={shownState(step, props.run)}>
            <a
              href={`?step=${encodeURIComponent(step.name)}`}
              aria-current={current() === step.position ? 'step' : undefined}
              onClick={inPlace(() => props.showStep(step.position))}
            >
              <StatusIcon status={stepStatus[shownState(step, props.run)]} silent />
              <span class="ell">
                {step.name}
                <span class="sr">
                  {' '}
                  {stepStatus[shownState(step, props.run)].word} {slowWords(step, props.run)}
                </span>
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

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)}%`;

const MeasureBar = (props: { step: StepFieldsFragment; usual: number | null; longest: number }) => {
  const took = () => tookMs(props.step) ?? 0;
  const within = () => (props.usual === null ? took() : Math.min(took(), props.usual));
  const over = () => overUsual(took(), props.usual);
  return (
    <span class="mb">
      <Show when={took() > 0}>
        <i
          classList={{ rn: props.step.state === 'RUNNING', er: props.step.state === 'FAILURE' }}
          style={{ width: percent(within(), props.longest) }}
        />
      </Show>
      <Show when={props.step.state !== 'FAILURE' && over()}>
        {(excess) => (
          <i class="ov" style={{ left: percent(within(), props.longest), width: percent(excess(), props.longest) }} />
        )}
      </Show>
      <Show when={props.usual}>{(usual) => <u style={{ width: percent(usual(), props.longest) }} />}</Show>
    </span>
  );
};

const StepTime = (props: { step: StepFieldsFragment; run: Run; usual: number | null }) => {
  const over = () => overUsual(tookMs(props.step), props.usual);
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
      <Show when={state() !== 'FAILURE' && over()}>
        {(excess) => <span class="warn wn">+{duration(excess())} </span>}
      </Show>
      <span classList={{ fail: state() === 'FAILURE', run: state() === 'RUNNING' }}>
        {state() === 'RUNNING' ? runningTime(tookMs(props.step) ?? 0) : duration(tookMs(props.step) ?? 0)}
      </span>
    </Show>
  );
};
