import { A } from '@solidjs/router';
import { createMemo, For, Match, Show, Switch } from 'solid-js';
import { about, ago, duration, elapsed, plural } from '../../components/format.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { now } from '../../live/clock.ts';
import type { Run } from '../../live/run-fold.ts';
import { type Blocker, usuallyLeftMs } from '../../live/waiting.ts';
import { Changes } from './Changes.tsx';
import './waiting.css';

/** A queued run instead of a log: what it waits for, what will run, what it changes and who waits behind it. */
export const Waiting = (props: { run: Run }) => (
  <div class="wt">
    <div>
      <WaitingFor run={props.run} />
      <WhatWillRun run={props.run} />
    </div>
    <div>
      <Changes run={props.run} />
      <section aria-labelledby="behind">
        <h2 class="sec" id="behind">
          Behind this run
        </h2>
        <Show
          when={props.run.next}
          fallback={<p class="m">Nothing. A later start of {props.run.service.name} queues here.</p>}
        >
          {(next) => (
            <p>
              <A class="a" href={`/deployments/${next().number}`}>
                {props.run.service.name} #{next().number}
              </A>
            </p>
          )}
        </Show>
      </section>
    </div>
  </div>
);

const WaitingFor = (props: { run: Run }) => {
  const has = (kind: Blocker['__typename']): boolean =>
    props.run.blockers.some(({ __typename }) => __typename === kind);
  /** Locks that were in the way while this page was open. */
  const locks = createMemo<string[]>((known) => {
    const held = props.run.blockers.flatMap((each) => (isLock(each) ? [each.name] : []));
    return [...new Set([...known, ...held])];
  }, []);
  const freeLocks = () =>
    locks().filter((name) => !props.run.blockers.some((each) => isLock(each) && each.name === name));
  return (
    <section aria-labelledby="waiting">
      <h2 class="sec" id="waiting">
        Waiting for <span class="m">starts by itself when all are clear</span>
      </h2>
      <ul class="bl">
        <For each={props.run.blockers}>{(blocker) => <InTheWay blocker={blocker} run={props.run} />}</For>
        <Show when={!has('ServiceBusy')}>
          <Clear text={`${props.run.service.name} is free`} />
        </Show>
        <For each={freeLocks()}>{(name) => <Clear text={`Lock ${name} is free`} />}</For>
        <Show when={!has('LimitReached')}>
          <Clear text="Free slot on this host" />
        </Show>
      </ul>
    </section>
  );
};

const Clear = (props: { text: string }) => (
  <li data-clear>
    <Icon name="ok" class="ok" />
    <span>
      {props.text}
      <span class="sr"> clear</span>
    </span>
  </li>
);

type InTheWayOf<Kind> = Extract<Blocker, { __typename: Kind }>;

const InTheWay = (props: { blocker: Blocker; run: Run }) => {
  const of = <Kind extends Blocker['__typename']>(kind: Kind): InTheWayOf<Kind> | null =>
    isOf(props.blocker, kind) ? props.blocker : null;
  return (
    <li data-blocker={props.blocker.__typename}>
      <Icon name={icons[props.blocker.__typename]} class={iconClass(props.blocker)} />
      <Switch>
        <Match when={of('ServiceBusy')}>
          {(busy) => (
            <>
              <RunLink {...busy().deployment} />
              <TimeLeft deployment={busy().deployment} />
              <span class="d m x">
                <UsualTime deployment={busy().deployment} />
                <span>one run of {props.run.service.name} at a time</span>
              </span>
            </>
          )}
        </Match>
        <Match when={of('LockHeld')}>
          {(lock) => (
            <>
              <span class="b">Lock {lock().name}</span>
              <TimeLeft deployment={lock().deployment} />
              <span class="d m">
                {lock().deployment.state === 'QUEUED' ? 'Next for ' : 'Held by '}
                <RunLink {...lock().deployment} />
                <Show when={lock().deployment.startedAt}>
                  {(at) => <>, since {elapsed(now() - Date.parse(at()))}</>}
                </Show>
              </span>
            </>
          )}
        </Match>
        <Match when={of('LockHeldElsewhere')}>
          {(lock) => (
            <>
              <span class="b">Lock {lock().name}</span>
              <span class="d m">Held by a run of another service</span>
            </>
          )}
        </Match>
        <Match when={of('LimitReached')}>
          {(slots) => (
            <>
              <span class="b">Free slot on this host</span>
              <span class="m nw">
                {slots().running} of {slots().limit} used
              </span>
            </>
          )}
        </Match>
        <Match when={of('HostAway')}>
          {(away) => (
            <>
              <span class="b">Host {away().host} is away</span>
              <span class="m nw">last seen {ago(Date.parse(away().since), now())}</span>
              <span class="d m">Whether its run has ended is not known. An administrator may forget it.</span>
            </>
          )}
        </Match>
        <Match when={of('DiskLow')}>
          {(disk) => (
            <>
              <span class="b">Room on the disk of {disk().host}</span>
              <span class="m nw">{(disk().freeBytes / 1024 ** 3).toFixed(1)} GiB free</span>
            </>
          )}
        </Match>
      </Switch>
    </li>
  );
};

const isOf = <Kind extends Blocker['__typename']>(blocker: Blocker, kind: Kind): blocker is InTheWayOf<Kind> =>
  blocker.__typename === kind;

const isLock = (blocker: Blocker): blocker is InTheWayOf<'LockHeld' | 'LockHeldElsewhere'> =>
  blocker.__typename === 'LockHeld' || blocker.__typename === 'LockHeldElsewhere';

const icons: Record<Blocker['__typename'], IconName> = {
  ServiceBusy: 'run',
  LockHeld: 'lock',
  LockHeldElsewhere: 'lock',
  LimitReached: 'wait',
  HostAway: 'lost',
  DiskLow: 'warn',
};

const iconClass = (blocker: Blocker): string => {
  if (blocker.__typename === 'ServiceBusy') return blocker.deployment.state === 'QUEUED' ? 'wait' : 'run spin';
  return blocker.__typename === 'HostAway' || blocker.__typename === 'DiskLow' ? 'warn' : '';
};

const RunLink = (props: { number: number; service: { name: string } }) => (
  <A class="a b" href={`/deployments/${props.number}`}>
    {props.service.name} #{props.number}
  </A>
);

const TimeLeft = (props: { deployment: Parameters<typeof usuallyLeftMs>[0] }) => {
  const left = () => usuallyLeftMs(props.deployment, now());
  return <span class="m nw">{left() === null ? 'no estimate' : `${about(left() ?? 0)} left`}</span>;
};

/** How much of its usual time it has used. */
const UsualTime = (props: { deployment: Parameters<typeof usuallyLeftMs>[0] }) => {
  const used = () => {
    const left = usuallyLeftMs(props.deployment, now());
    return left === null ? null : 1 - left / (props.deployment.estimate?.p50Ms ?? left);
  };
  return (
    <Show when={used() !== null}>
      <span class="pg" aria-hidden="true">
        <i>
          <b style={{ width: `${(used() ?? 0) * 100}%` }} />
        </i>
      </span>
    </Show>
  );
};

const WhatWillRun = (props: { run: Run }) => {
  const usual = (name: string): number | null =>
    props.run.service.estimate?.steps.find((step) => step.name === name)?.p50Ms ?? null;
  return (
    <Show when={props.run.steps.length > 0}>
      <section aria-labelledby="will-run">
        <h2 class="sec" id="will-run">
          What will run <span class="m">{plural(props.run.steps.length, 'step')}</span>
        </h2>
        <ol class="pl">
          <For each={props.run.steps}>
            {(step) => (
              <li>
                <Icon name="wait" class="wait" />
                <span>{step.name}</span>
                <span class="m">
                  <Show when={usual(step.name)}>{(ms) => <>~{duration(ms())}</>}</Show>
                </span>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
};
