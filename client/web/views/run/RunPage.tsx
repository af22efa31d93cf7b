import { createEffect, createMemo, createSignal, on, Show } from 'solid-js';
import { copyText } from '../../components/copy.ts';
import { PanelBoundary } from '../../components/Panel.tsx';
import type { FaviconName } from '../../components/title.ts';
import { useTitle } from '../../components/title.ts';
import { now } from '../../live/clock.ts';
import { neverBack, type Progress, progressOf } from '../../live/progress.ts';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';
import { type PageAction, usePageActions } from '../../session/actions.ts';
import { alarm, announce } from '../../session/announce.ts';
import { useSkips } from '../../session/skips.ts';
import { useStarter } from '../start/StartProvider.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { Changes } from './Changes.tsx';
import { Details } from './Details.tsx';
import { createFailure, explainTitle } from './failure.ts';
import { LogTools } from './LogTools.tsx';
import { LogView } from './LogView.tsx';
import { createLogPage, type LogPage } from './log-page.ts';
import { useLightPrint } from './print.ts';
import { RunHeader } from './RunHeader.tsx';
import { RunMeta } from './RunMeta.tsx';
import { RunTabs } from './RunTabs.tsx';
import { useRunKeys } from './run-keys.ts';
import { runMenu } from './run-menu.ts';
import { StepList } from './StepList.tsx';
import { Timeline } from './Timeline.tsx';
import { Waiting } from './Waiting.tsx';
import { WhyCard } from './WhyCard.tsx';

/** The page of a run: header, why it failed, steps, log. */
export const RunPage = (props: { store: RunStore; run: Run }) => {
  const starter = useStarter();
  const [canceling, setCanceling] = createSignal(false);
  const progress = createMemo<Progress>((before) =>
    neverBack(before, progressOf(props.run.steps, props.run.estimate, props.run.startedAt, now())),
  );
  const failure = createFailure(props.store, () => props.run);
  const page = createLogPage(
    props.store,
    () => props.run,
    () => failure()?.errorLine ?? null,
  );
  const canCancel = () => props.run.viewerCan.includes('CANCEL');
  const again = (): void =>
    starter.begin(props.run.service, { number: props.run.number, parameters: asRecord(props.run.parameters) });

  const rollBack = (to: NonNullable<Run['lastSuccess']>): void =>
    starter.begin(props.run.service, { number: to.number, parameters: asRecord(to.parameters) });

  useTitle(() => ({ title: tabTitle(props.run, progress().percent), icon: icons[props.run.state] }));
  useAnnouncements(() => props.run);
  useRunKeys(() => props.run, page, {
    cancel: () => canCancel() && setCanceling(true),
    again: () => props.run.finished && again(),
    deploy: () => starter.begin(props.run.service),
  });
  useLightPrint();
  useWhyAtTheEnd(() => props.run, page);

  useSkips(() => [
    ...(failure() ? [{ to: 'why', name: 'Skip to the failure' }] : []),
    ...(props.run.state !== 'QUEUED' && page.view() === 'log' ? [{ to: 'log', name: 'Skip to the log' }] : []),
  ]);
  usePageActions(() => runActions(props.run, { cancel: () => setCanceling(true), again }));

  return (
    <div class="page run-page" classList={{ paused: props.store.view.paused !== null }}>
      <RunHeader
        run={props.run}
        store={props.store}
        progress={progress()}
        cancel={canCancel() ? () => setCanceling(true) : null}
        again={again}
        menu={runMenu(props.run, { rollBack, store: props.store, page })}
      />
      <PanelBoundary name="The facts of the run">
        <RunMeta run={props.run} />
      </PanelBoundary>
      <Show when={failure()}>
        {(why) => (
          <PanelBoundary name="Why it failed">
            <WhyCard failure={why()} run={props.run} page={page} rollBack={rollBack} />
          </PanelBoundary>
        )}
      </Show>
      <Show
        when={props.run.state !== 'QUEUED'}
        fallback={
          <PanelBoundary name="What it waits for">
            <Waiting run={props.run} />
          </PanelBoundary>
        }
      >
        <RunTabs run={props.run} page={page} lines={props.store.view.lines}>
          <PanelBoundary name="The tools of the log">
            <LogTools run={props.run} store={props.store} page={page} />
          </PanelBoundary>
        </RunTabs>
        <Show when={page.view() === 'timeline'}>
          <PanelBoundary name="The timeline">
            <Timeline run={props.run} showStep={page.showStep} />
          </PanelBoundary>
        </Show>
        <Show when={page.view() === 'details'}>
          <PanelBoundary name="The details">
            <Details run={props.run} />
          </PanelBoundary>
        </Show>
        <div class="g" hidden={page.view() !== 'log'}>
          <aside class="as" aria-label="Steps">
            <PanelBoundary name="The steps">
              <StepList run={props.run} showStep={page.showStep} />
            </PanelBoundary>
            <Show when={!failure()}>
              <PanelBoundary name="What changed">
                <Changes run={props.run} />
              </PanelBoundary>
            </Show>
          </aside>
          <PanelBoundary name="The log">
            <LogView run={props.run} page={page} store={props.store} />
          </PanelBoundary>
        </div>
      </Show>
      <p class="printed">
        {location.origin}/deployments/{props.run.number}
      </p>
      <Show when={canceling() && canCancel()}>
        <CancelDialog run={props.run} onClose={() => setCanceling(false)} />
      </Show>
    </div>
  );
};

/** What the palette offers here. */
const runActions = (run: Run, does: { cancel: () => void; again: () => void }): PageAction[] => {
  const name = `${run.service.name} #${run.number}`;
  const cancel = { name: `Cancel ${name}`, icon: 'close', detail: 'asks first', keys: 'X', run: does.cancel } as const;
  const again = { name: `Run ${name} again`, icon: 'undo', detail: 'asks first', keys: 'R', run: does.again } as const;
  const download = (): void => location.assign(`/deployments/${run.number}/log`);
  return [
    ...(run.viewerCan.includes('CANCEL') ? [cancel] : []),
    ...(run.finished ? [again] : []),
    { name: 'Log as plain text', icon: 'download', run: download },
    { name: 'Copy link', icon: 'link', run: () => void copyText(location.href, 'Link') },
  ];
};

const icons: Record<Run['state'], FaviconName> = {
  QUEUED: 'waiting',
  RUNNING: 'active',
  CANCELING: 'active',
  SUCCESS: 'succeeded',
  FAILURE: 'failed',
  CANCELED: 'canceled',
  TIMED_OUT: 'failed',
  LOST: 'failed',
};

const tabTitle = (run: Run, percent: number | null): string => {
  const name = `${run.service.name} #${run.number}`;
  if (run.state === 'SUCCESS') return `✓ ${name}`;
  if (!run.finished)
    return run.state === 'QUEUED' ? `${name} queued` : `▶ ${percent === null ? '' : `${percent}% `}${name}`;
  const failed = run.steps.find((step) => step.state === 'FAILURE');
  return `✗ ${name}${failed ? ` – ${failed.name}` : ''}`;
};

/** Somebody who followed a run to its failure wants to know why. */
const useWhyAtTheEnd = (run: () => Run, page: LogPage): void => {
  createEffect(
    on(
      () => run().finished,
      (finished, before) => {
        if (!finished || before !== false || !page.follow.following() || explainTitle(run()) === null) return;
        page.follow.stop();
        queueMicrotask(() => document.querySelector('#why')?.scrollIntoView({ block: 'start', behavior: 'instant' }));
      },
    ),
  );
};

/** Says what a sighted reader would notice: the end, and steps as they finish. */
const useAnnouncements = (run: () => Run): void => {
  createEffect(
    on(
      () => run().state,
      (state, before) => {
        if (before === undefined || state === before) return;
        const name = `${run().service.name} ${run().number}`;
        if (state === 'FAILURE' || state === 'TIMED_OUT' || state === 'LOST') alarm(`${name} failed`);
        else if (state === 'SUCCESS') announce(`${name} succeeded`);
        else if (state === 'CANCELED') announce(`${name} canceled`);
      },
    ),
  );
  createEffect(
    on(
      () => run().steps.filter((step) => step.state === 'SUCCESS').length,
      (done, before) => {
        if (before !== undefined && done > before && !run().finished)
          announce(`${done} of ${run().steps.length} steps succeeded`);
      },
    ),
  );
};

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
