import { A } from '@solidjs/router';
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import type { ActiveRunFieldsFragment } from '../../api/generated/graphql.ts';
import { about, elapsed } from '../../components/format.ts';
import { PaceBadge } from '../../components/PaceBadge.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { deploymentStatus } from '../../components/status.ts';
import { now } from '../../live/clock.ts';
import { paceOf } from '../../live/pace.ts';
import { type Progress, progressOf } from '../../live/progress.ts';
import { whyUnreachable } from '../../live/reachable.ts';
import { placeInLine, waitsFor } from '../../live/waiting.ts';
import { CancelDialog } from '../run/CancelDialog.tsx';

/** Every run that is not over, with its progress and a way to stop it. */
export const RunningNow = (props: { runs: ActiveRunFieldsFragment[] }) => {
  const [canceling, setCanceling] = createSignal<ActiveRunFieldsFragment | null>(null);
  const queued = () => props.runs.filter((run) => run.state === 'QUEUED').length;
  const summary = () =>
    [
      props.runs.length - queued() > 0 ? `${props.runs.length - queued()} running` : '',
      queued() > 0 ? `${queued()} queued` : '',
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <section aria-labelledby="running">
      <h2 class="sec" id="running">
        Running now <span class="m">{summary()}</span>
      </h2>
      <For each={props.runs}>{(run) => <RunningRow run={run} cancel={() => setCanceling(run)} />}</For>
      <Show when={canceling()}>{(run) => <CancelDialog run={run()} onClose={() => setCanceling(null)} />}</Show>
    </section>
  );
};

const RunningRow = (props: { run: ActiveRunFieldsFragment; cancel: () => void }) => {
  const progress = createMemo(() => progressOf(props.run.steps, props.run.estimate, props.run.startedAt, now()));
  const queued = () => props.run.state === 'QUEUED';
  return (
    <div class="run-row" data-run={props.run.number}>
      <A class="x b rl" href={`/deployments/${props.run.number}`}>
        <StatusIcon status={deploymentStatus[props.run.state]} />
        <span class="ell">{props.run.service.name}</span> <span class="m number">#{props.run.number}</span>
      </A>
      <span class="m">{props.run.service.environment}</span>
      <span class="ell">{whereItIs(props.run, progress())}</span>
      <Show when={!queued()} fallback={<span class="m ell">{waitsFor(props.run.blockers)}</span>}>
        <ProgressBar progress={progress()} label={`${props.run.service.name} #${props.run.number}`} />
      </Show>
      <span class="nw">
        <TimeLeft run={props.run} progress={progress()} />
      </span>
      <span class="r">
        <Show when={props.run.viewerCan.includes('CANCEL')}>
          <button
            type="button"
            class="btn q"
            aria-disabled={whyUnreachable() !== null}
            title={whyUnreachable() ?? undefined}
            onClick={() => whyUnreachable() === null && props.cancel()}
          >
            Cancel
            <span class="sr">
              {' '}
              {props.run.service.name} #{props.run.number}
            </span>
          </button>
        </Show>
      </span>
    </div>
  );
};

const whereItIs = (run: ActiveRunFieldsFragment, progress: Progress) => (
  <Switch fallback={deploymentStatus[run.state].word}>
    <Match when={run.state === 'QUEUED'}>
      Queued <span class="m">· {placeInLine(run.queuePosition).toLowerCase()}</span>
    </Match>
    <Match when={progress.current}>
      {(current) => (
        <>
          {current().name}{' '}
          <span class="m">
            · step {current().position} of {progress.total}
          </span>
        </>
      )}
    </Match>
  </Switch>
);

const TimeLeft = (props: { run: ActiveRunFieldsFragment; progress: Progress }) => (
  <Switch
    fallback={
      <span class="m">{props.run.startedAt ? `${elapsed(now() - Date.parse(props.run.startedAt))} elapsed` : ''}</span>
    }
  >
    <Match when={props.run.state === 'QUEUED'}>
      <span class="m">{elapsed(now() - Date.parse(props.run.createdAt))} waiting</span>
    </Match>
    <Match when={paceOf(props.run, now()).kind !== 'usual'}>
      <PaceBadge run={props.run} />
    </Match>
    <Match when={props.progress.percent !== null}>
      {props.progress.percent} %{' '}
      <span class="m">· {props.progress.leftMs === null ? 'any moment' : `${about(props.progress.leftMs)} left`}</span>
    </Match>
  </Switch>
);
