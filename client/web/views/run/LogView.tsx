import { createEffect, createSignal, For, Match, Show, Switch } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { count, duration, plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { stepStatus } from '../../components/status.ts';
import { now } from '../../live/clock.ts';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';
import { readLog } from './copy-log.ts';
import { HitRail } from './LogSearch.tsx';
import { LogSelection } from './LogSelection.tsx';
import { cursorKeys } from './line-selection.ts';
import type { GapView, SectionView } from './log-document.ts';
import type { LogPage } from './log-page.ts';
import { events, numbers } from './log-view-state.ts';
import { noLogWords } from './no-log.ts';
import { shownState, slowWords } from './step-words.ts';

/** Width of the numbers and the room around them: a click there selects the line. */
const gutterPx = 64;
const mostPerLoad = 5_000;

interface LogViewProps {
  run: Run;
  store: RunStore;
  page: LogPage;
}

/** The log in its step sections. One scrolling document of real lines: find, selection, anchors and print just work. */
export const LogView = (props: LogViewProps) => {
  const click = (event: MouseEvent & { currentTarget: HTMLElement }): void => {
    if (!(event.target instanceof HTMLElement)) return;
    if (event.target.matches('.rest')) showRest(event.target);
    const line = lineOf(event.target);
    if (!line || event.clientX - line.getBoundingClientRect().left > gutterPx || !hasGutter(line)) return;
    // A line that heads a group would fold it as well.
    event.preventDefault();
    props.page.clickLine(Number(line.dataset.n), event.shiftKey);
  };
  /** Touch: there is no room for numbers, so a long press selects the line. */
  const longPress = (event: MouseEvent): void => {
    const line = lineOf(event.target);
    if (!line || !('pointerType' in event) || event.pointerType !== 'touch') return;
    event.preventDefault();
    props.page.clickLine(Number(line.dataset.n), props.page.range() !== null);
  };
  const keys = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    const move = cursorKeys[event.key];
    const isHere =
      event.target === event.currentTarget ||
      (event.target instanceof HTMLElement && lineOf(event.target) === event.target);
    if (!move || !isHere || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    props.page.moveCursor(move, event.shiftKey);
    if (move === 'last' && !event.shiftKey) props.page.follow.toEnd();
  };
  return (
    <div class="log-side">
      <div
        class="lg"
        id="log"
        ref={(element) => props.page.setElement(element)}
        role="log"
        aria-live={props.page.aloud() ? 'polite' : 'off'}
        aria-label="Log"
        tabindex="0"
        classList={{
          nowrap: !props.page.reading.wraps(),
          'show-events': events() === 'shown',
          numbered: numbers() === 'on',
        }}
        data-times={props.page.reading.times()}
        onClick={click}
        onKeyDown={keys}
        onContextMenu={longPress}
      >
        <For each={props.page.document.blocks()}>
          {(view) => (
            <Switch>
              <Match when={view.kind === 'section' && view}>
                {(section) => <LogSection {...props} view={section()} />}
              </Match>
              <Match when={view.kind === 'gap' && view}>{(gap) => <LogGap view={gap()} store={props.store} />}</Match>
            </Switch>
          )}
        </For>
        <Unreached run={props.run} page={props.page} />
        <NoLog {...props} />
      </div>
      <LogSelection run={props.run} page={props.page} />
      <Show when={!props.store.view.paused}>
        <FollowPill run={props.run} page={props.page} />
      </Show>
      <HitRail page={props.page} store={props.store} />
    </div>
  );
};

const lineOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof HTMLElement ? target.closest<HTMLElement>('.l[data-n]') : null;

/** Numbers are drawn there, so a click means the line. */
const hasGutter = (line: HTMLElement): boolean => getComputedStyle(line, '::before').display !== 'none';

const showRest = (button: HTMLElement): void => {
  button.previousElementSibling?.classList.remove('long');
  button.remove();
};

const LogSection = (props: LogViewProps & { view: SectionView }) => {
  const step = () => props.run.steps.find((each) => each.position === props.view.block.step);
  const isOpen = () => props.page.sections.isOpen(props.view);
  const slow = () => {
    const each = step();
    return each ? slowWords(each, props.run) : '';
  };
  return (
    <section classList={{ txt: props.view.count() > 0, closed: !isOpen() }} data-section={step()?.name ?? ''}>
      <button
        type="button"
        class="sh"
        id={`step-${props.view.block.step ?? 0}`}
        aria-expanded={isOpen()}
        onClick={() => props.page.sections.toggle(props.view)}
      >
        <Icon name="down" />
        <Show when={step()} fallback={<span>Before the first step</span>}>
          {(each) => (
            <>
              <StatusIcon status={stepStatus[shownState(each(), props.run)]} />
              <span class="nw ell">
                {each().position} {each().name}
              </span>
            </>
          )}
        </Show>
        <Show when={slow()}>
          <span class="bd">
            <Icon name="late" />
            {slow()}
          </span>
        </Show>
        <span class="n">{plural(props.view.count(), 'line')}</span>
        <span class="d">{step() ? took(step()?.startedAt ?? null, step()?.durationMs ?? null) : ''}</span>
      </button>
      <Show when={isOpen() && props.view.block.step !== null}>
        <div class="cs">
          <CopyButton
            text={() => readLog(props.run, props.store.log, props.view.block.step)}
            what={`Log of ${step()?.name ?? 'this step'}`}
          />
        </div>
      </Show>
      <Lines view={props.view} open={isOpen()} page={props.page} />
    </section>
  );
};

const took = (startedAt: string | null, durationMs: number | null): string => {
  if (durationMs !== null) return duration(durationMs);
  return startedAt ? duration(Math.max(Math.floor((now() - Date.parse(startedAt)) / 1_000), 1) * 1_000) : '';
};

/** The lines built by log-document.ts. Closed, they stay in the document for find-in-page to open again. */
const Lines = (props: { view: SectionView; open: boolean; page: LogPage }) => {
  const { folded, body } = props.view;
  body.addEventListener('beforematch', () => props.page.sections.open(props.view));
  folded?.body.addEventListener('beforematch', folded.show);
  return (
    <div class="lines" ref={(element) => createEffect(() => foundOnly(element, !props.open))}>
      <Show when={folded}>
        {(early) => (
          <>
            <Show when={!early().shown()}>
              <button type="button" class="fo" onClick={() => early().show()}>
                <Icon name="up" />
                Show lines {count(early().from)} to {count(early().to)}
              </button>
            </Show>
            <div class="by early" ref={(element) => createEffect(() => foundOnly(element, !early().shown()))}>
              {early().body}
            </div>
          </>
        )}
      </Show>
      {body}
    </div>
  );
};

/** Hidden, yet found by find-in-page, which then opens it. */
const foundOnly = (element: HTMLElement, hidden: boolean): void => {
  if (hidden) element.setAttribute('hidden', 'until-found');
  else element.removeAttribute('hidden');
};

const LogGap = (props: { view: GapView; store: RunStore }) => {
  const [busy, setBusy] = createSignal(false);
  const to = () => Math.min(props.view.gap.to, props.view.gap.from + mostPerLoad - 1);
  const load = async (): Promise<void> => {
    setBusy(true);
    await props.store.loadLines(props.view.gap.from, to());
    setBusy(false);
  };
  const problem = () => {
    const failed = props.store.view.notLoaded;
    return failed && failed.from <= props.view.gap.to && props.view.gap.from <= failed.to ? failed.message : '';
  };
  return (
    <button
      type="button"
      class="fo gap"
      data-gap={props.view.gap.from}
      aria-disabled={busy()}
      onClick={() => !busy() && void load()}
    >
      <Icon name="more" />
      {busy() ? 'Loading…' : `Load lines ${count(props.view.gap.from)} to ${count(to())}`}
      <span class="m">of {plural(props.view.gap.to - props.view.gap.from + 1, 'line')} not shown</span>
      <Show when={!busy() && problem()}>
        <span class="warn">{problem()}</span>
      </Show>
    </button>
  );
};

/** Steps of a run that is over which have no lines: said in the log, so that nobody looks for them. */
const Unreached = (props: { run: Run; page: LogPage }) => {
  const drawn = () =>
    new Set(props.page.document.blocks().flatMap((view) => (view.kind === 'section' ? [view.block.step] : [])));
  return (
    <Show when={props.run.finished}>
      <For each={props.run.steps.filter((step) => !drawn().has(step.position))}>
        {(step) => (
          <section class="z">
            <div class="sh">
              <span class="i" />
              <StatusIcon status={stepStatus[shownState(step, props.run)]} silent />
              {step.position} {step.name}
              <span class="n">{stepStatus[shownState(step, props.run)].word}</span>
            </div>
          </section>
        )}
      </For>
    </Show>
  );
};

const NoLog = (props: LogViewProps) => (
  <Show when={props.run.logRemovedAt || props.store.view.lines === 0}>
    <p class="no-log m">{noLogWords(props.run)}</p>
  </Show>
);

const FollowPill = (props: { run: Run; page: LogPage }) => (
  <div
    class="fl"
    classList={{ off: props.page.follow.following() || (props.run.finished && props.page.follow.missed() === 0) }}
  >
    <button type="button" class="btn p" onClick={() => props.page.follow.toEnd()}>
      <Icon name="bottom" />
      {props.page.follow.missed() > 0 ? plural(props.page.follow.missed(), 'new line') : 'Follow'}
      <kbd>F</kbd>
    </button>
  </div>
);
