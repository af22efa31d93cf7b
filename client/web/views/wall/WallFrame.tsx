import { createMemo, type ParentProps, Show } from 'solid-js';
import { duration, hourMinute } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { Mark } from '../../components/Mark.tsx';
import { localNow, now } from '../../live/clock.ts';
import { connection } from '../../live/connection.ts';
import { midnight, type WallView } from '../../live/wall-store.ts';
import { type Tile, todayOf } from './wall.ts';

/** What the wall is of, how it stands, and the time. */
export const WallHead = (props: { title: string; tiles: Tile[] }) => {
  const count = (...kinds: Tile['kind'][]): number => props.tiles.filter((tile) => kinds.includes(tile.kind)).length;
  const healthy = () =>
    props.tiles.filter((tile) => tile.kind === 'calm' && tile.service.latestDeployment?.state === 'SUCCESS').length;
  return (
    <header class="wh">
      <span class="n">
        <Mark />
        <h1>{props.title.charAt(0).toUpperCase() + props.title.slice(1)}</h1>
      </span>
      <Show when={count('failed') > 0}>
        <span class="n fail">
          <Icon name="fail" />
          {count('failed')} failed
        </span>
      </Show>
      <Show when={count('problem') > 0}>
        <span class="n warn">
          <Icon name="warn" />
          {count('problem')} with a problem
        </span>
      </Show>
      <Show when={count('running') > 0}>
        <span class="n run">
          <Icon name="run" class="spin" />
          {count('running')} running
        </span>
      </Show>
      <span class="n m">
        <span class="ok">
          <Icon name="ok" />
        </span>
        {healthy()} healthy
      </span>
      <time>{hourMinute(now())}</time>
    </header>
  );
};

/** The day in numbers, and whether all this is still true. */
export const WallFoot = (props: ParentProps<{ view: WallView; isStale: boolean }>) => {
  const today = createMemo(() => todayOf(props.view.today, midnight()));
  return (
    <footer class="wf">
      <span>
        Today{' '}
        <b>
          {today().runs}
          {props.view.hasMoreToday ? ' or more' : ''}
        </b>{' '}
        {today().runs === 1 ? 'deploy' : 'deploys'}
      </span>
      <Show when={today().failed > 0}>
        <span>
          <b>{today().failed}</b> failed
        </span>
      </Show>
      <Show when={today().longestMs}>
        {(ms) => (
          <span>
            longest <b>{duration(ms())}</b>
          </span>
        )}
      </Show>
      {props.children}
      <Show when={isConnected() && !props.isStale} fallback={<span class="live off">Reconnecting…</span>}>
        <span class="live">Live</span>
      </Show>
    </footer>
  );
};

const quietMs = 2_000;

/** Losses under two seconds are nobody's business. */
const isConnected = (): boolean => {
  const current = connection();
  return current.kind !== 'lost' || localNow() - current.since < quietMs;
};
