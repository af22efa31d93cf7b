import { createMemo, Match, Show, Switch } from 'solid-js';
import { about, ago } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { deploymentStatus, resultWords, type Status } from '../../components/status.ts';
import { progressOf } from '../../live/progress.ts';
import { placeInLine, startsWords, waitsFor } from '../../live/waiting.ts';
import type { WallRun, WallService } from '../../live/wall-store.ts';
import { isBig, type Tile } from './wall.ts';

const never: Status = { word: 'Never deployed', icon: 'skip', tone: 'wait', alarming: false };

/** One field of the wall. Nothing that a script or a person wrote stands here but names and versions. */
export const TileItem = (props: { tile: Tile; now: number }) => (
  <li
    class="tile"
    classList={{ big: isBig(props.tile), failing: props.tile.kind === 'failed' }}
    data-tile={props.tile.name}
    data-kind={props.tile.kind}
  >
    <Switch fallback={<Calm service={props.tile.service} now={props.now} />}>
      <Match when={props.tile.kind === 'failed'}>
        <Failed service={props.tile.service} now={props.now} />
      </Match>
      <Match when={props.tile.kind === 'problem'}>
        <Broken service={props.tile.service} />
      </Match>
      <Match when={props.tile.kind === 'running' && props.tile}>
        {(tile) => <Running name={tile().name} run={tile().run} now={props.now} />}
      </Match>
      <Match when={props.tile.kind === 'queued' && props.tile}>
        {(tile) => <Queued name={tile().name} run={tile().run} now={props.now} />}
      </Match>
    </Switch>
  </li>
);

const Failed = (props: { service: WallService; now: number }) => (
  <Show when={props.service.latestDeployment}>
    {(run) => (
      <>
        <h2>
          <StatusIcon status={deploymentStatus[run().state]} />
          <span class="ell">{props.service.name}</span>
        </h2>
        <p class={`b ell ${deploymentStatus[run().state].tone}`}>{resultWords(run())}</p>
        <p class="ell">
          {[run().version, ago(Date.parse(run().finishedAt ?? run().createdAt), props.now)].filter(Boolean).join(', ')}
          <Show when={onlyVersion(props.service)}>{(version) => <span class="also">{version()} is live</span>}</Show>
        </p>
      </>
    )}
  </Show>
);

const Running = (props: { name: string; run: WallRun; now: number }) => {
  const progress = createMemo(() => progressOf(props.run.steps, props.run.estimate, props.run.startedAt, props.now));
  const left = () => progress().leftMs;
  return (
    <>
      <h2>
        <StatusIcon status={deploymentStatus[props.run.state]} />
        <span class="ell">{props.name}</span>
        <Show when={progress().percent !== null}>
          <span class="sp run">{progress().percent} %</span>
        </Show>
      </h2>
      <ProgressBar progress={progress()} label={props.name} />
      <p>
        <span class="ell">
          {props.run.state === 'CANCELING' ? deploymentStatus.CANCELING.word : stepWords(progress())}
        </span>
        <Show when={left() !== null}>
          <span class="sp">{about(left() ?? 0)} left</span>
        </Show>
      </p>
    </>
  );
};

const stepWords = ({ current, total }: ReturnType<typeof progressOf>): string =>
  current === null ? 'Running' : `${current.name}, ${current.position} of ${total}`;

const Queued = (props: { name: string; run: WallRun; now: number }) => (
  <>
    <h2>
      <StatusIcon status={deploymentStatus.QUEUED} />
      <span class="ell">{props.name}</span>
    </h2>
    <p class="ell">{placeInLine(props.run.queuePosition)}</p>
    <p class="ell">
      {startsWords(props.run.blockers, props.run.estimate?.p50Ms ?? null, props.now) || waitsFor(props.run.blockers)}
    </p>
  </>
);

/** Where it is, but not what is written there. */
const Broken = (props: { service: WallService }) => (
  <>
    <h2>
      <span class="warn">
        <Icon name="warn" />
      </span>
      <span class="sr">Problem</span>
      <span class="ell">{props.service.name}</span>
    </h2>
    <p class="warn">Cannot be deployed</p>
    <p class="ell">{/^config\.json line \d+/.exec(blocker(props.service))?.[0] ?? 'see its page'}</p>
  </>
);

const blocker = ({ problems }: WallService): string =>
  problems.find((problem) => problem.severity === 'BLOCKS')?.message ?? '';

const Calm = (props: { service: WallService; now: number }) => {
  const run = () => props.service.latestDeployment;
  const status = () => deploymentStatus[run()?.state ?? 'SUCCESS'];
  return (
    <>
      <h2>
        <StatusIcon status={run() ? status() : never} />
        <span class="ell">{props.service.name}</span>
      </h2>
      <p>
        <Show when={onlyVersion(props.service)}>{(version) => <span class="v ell">{version()}</span>}</Show>
        <Show when={run()} fallback="never deployed">
          {(latest) => (
            <span class="nw">
              {ago(Date.parse(latest().finishedAt ?? latest().createdAt), props.now).replace(/ ago$/, '')}
            </span>
          )}
        </Show>
      </p>
    </>
  );
};

/** Null where several installs are live. */
const onlyVersion = ({ deployed }: WallService): string | null =>
  deployed.length === 1 ? (deployed[0]?.version ?? null) : null;
