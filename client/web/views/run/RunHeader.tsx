import { A } from '@solidjs/router';
import { Match, Show, Switch } from 'solid-js';
import { about, duration, elapsed } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { Menu, type MenuItem } from '../../components/Menu.tsx';
import { NotifyBell } from '../../components/NotifyBell.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { deploymentStatus } from '../../components/status.ts';
import { now } from '../../live/clock.ts';
import { connection } from '../../live/connection.ts';
import type { Progress } from '../../live/progress.ts';
import { whyUnreachable } from '../../live/reachable.ts';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';
import { placeInLine, startsWords } from '../../live/waiting.ts';
import { PausedChip } from './PausedChip.tsx';
import { latest } from './pause.ts';

interface RunHeaderProps {
  run: Run;
  store: RunStore;
  progress: Progress;
  /** Null when there is nothing to cancel or the viewer may not. */
  cancel: (() => void) | null;
  again: () => void;
  menu: readonly MenuItem[];
}

/** Sticks to the top: which run, its state, how far, how long. */
export const RunHeader = (props: RunHeaderProps) => {
  const status = () => deploymentStatus[props.run.state];
  return (
    <div class="rh">
      <header class="ph">
        <A class="m nw lk ell" href={`/services/${props.run.service.name}`}>
          {props.run.service.name}
        </A>
        <span class="f">/</span>
        <h1 tabindex="-1">#{props.run.number}</h1>
        <Show when={props.run.service.environment}>
          <span class="hm x">
            <span class="env" classList={{ plain: props.run.service.environment !== 'production' }}>
              {props.run.service.environment}
            </span>
          </span>
        </Show>
        <span class="sp" />
        <NotifyBell run={latest(props.run, props.store.view.paused)} />
        <Show when={props.cancel}>
          {(cancel) => (
            <button
              type="button"
              class="btn"
              aria-haspopup="dialog"
              aria-disabled={whyUnreachable() !== null}
              title={whyUnreachable() ?? undefined}
              onClick={() => whyUnreachable() === null && cancel()()}
            >
              {props.run.state === 'QUEUED' ? 'Leave queue' : 'Cancel'}
              <kbd>X</kbd>
            </button>
          )}
        </Show>
        <Show when={props.run.finished}>
          <button
            type="button"
            class="btn"
            classList={{ p: status().alarming }}
            aria-haspopup="dialog"
            onClick={() => props.again()}
          >
            Run again
            <kbd>R</kbd>
          </button>
        </Show>
        <Menu name="More actions" items={props.menu} />
      </header>
      <div class="x w state">
        <span class="pill" classList={{ [status().tone]: true }} data-state={props.run.state}>
          <Icon name={status().icon} class={status().icon === 'run' ? 'spin' : ''} />
          {status().word}
        </span>
        <WhereItIs {...props} />
        <Show when={props.run.steps.length > 0 && props.run.state !== 'QUEUED'}>
          <ProgressBar progress={props.progress} label="Deployment progress" over={props.run.finished} />
        </Show>
        <Show
          when={props.store.view.paused}
          fallback={
            <span class="nw">
              <HowLong {...props} />
            </span>
          }
        >
          {(paused) => <PausedChip paused={paused()} store={props.store} />}
        </Show>
      </div>
    </div>
  );
};

const usualMs = (run: Run): number | null => run.service.estimate?.p50Ms ?? null;

const WhereItIs = (props: RunHeaderProps) => {
  const failed = () =>
    props.run.state === 'CANCELED' ? undefined : props.run.steps.find((step) => step.state === 'FAILURE');
  return (
    <Switch>
      <Match when={props.run.state === 'QUEUED'}>
        <span class="nw">{placeInLine(props.run.queuePosition)}</span>
        <span class="m nw">{startsWords(props.run.blockers, usualMs(props.run), now())}</span>
      </Match>
      <Match when={props.run.finished && failed()}>
        {(step) => (
          <span class="nw ell">
            at {step().name}{' '}
            <span class="m">
              · {step().position} of {props.progress.total}
            </span>
          </span>
        )}
      </Match>
      <Match when={props.run.finished && props.run.canceledBy}>
        {(by) => <span class="nw ell">by {by().label}</span>}
      </Match>
      <Match when={!props.run.finished && props.progress.current}>
        {(current) => (
          <span class="nw hm">
            {current().name}{' '}
            <span class="m">
              · {current().position} of {props.progress.total}
            </span>
          </span>
        )}
      </Match>
    </Switch>
  );
};

const leftWords = ({ leftMs, over }: Progress, run: Run): string => {
  if (leftMs !== null && !over) return `about ${about(leftMs)} left`;
  return `any moment${run.estimate ? ` (usually ${duration(run.estimate.p50Ms)})` : ''}`;
};

/** While the connection is lost the clock is only a guess and says so. */
const sofar = (run: Run): string => {
  const text = elapsed(now() - Date.parse(run.startedAt ?? run.createdAt));
  return connection().kind === 'lost' ? `~${text}` : text;
};

const HowLong = (props: RunHeaderProps) => (
  <Switch fallback={<span class="m">{sofar(props.run)} elapsed</span>}>
    <Match when={props.run.finished}>
      <span class="m">
        {props.run.durationMs === null ? '' : `after ${duration(props.run.durationMs)}`}
        {props.run.exitCode ? <span class="hm">, exit code {props.run.exitCode}</span> : ''}
        {props.run.signal ? <span class="hm">, {props.run.signal}</span> : ''}
      </span>
    </Match>
    <Match when={props.run.state === 'QUEUED'}>
      <span class="m">{sofar(props.run)} waiting</span>
    </Match>
    <Match when={props.progress.slow}>
      <span class="warn x">
        <Icon name="late" />
        <span>
          Slower than usual: {sofar(props.run)}
          <span class="hm">, usually up to {duration(props.run.estimate?.p90Ms ?? 0)}</span>
        </span>
      </span>
    </Match>
    <Match when={props.progress.percent !== null}>
      {props.progress.percent} %{' '}
      <span class="m">
        · {sofar(props.run)}
        <span class="hm"> elapsed</span>, {leftWords(props.progress, props.run)}
      </span>
    </Match>
  </Switch>
);
