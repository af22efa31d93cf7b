import { useNavigate, useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createEffect, createMemo, For, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { clock } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { useTitle } from '../../components/title.ts';
import { localNow, now } from '../../live/clock.ts';
import { connection, heardAt } from '../../live/connection.ts';
import { createWallStore, type WallView as View } from '../../live/wall-store.ts';
import { useSession } from '../../session/session.ts';
import { TileItem } from './Tile.tsx';
import { WallFoot, WallHead } from './WallFrame.tsx';
import { keepAwake } from './wake-lock.ts';
import {
  bigRow,
  type Layout,
  layoutOf,
  mayReload,
  rotationSeconds,
  rowsOf,
  staleAfterMs,
  type Tile,
  tilesOf,
} from './wall.ts';
import './wall.css';

interface Params {
  [key: string]: string | undefined;
  env?: string | undefined;
  group?: string | undefined;
  theme?: string | undefined;
  rotate?: string | undefined;
}

/** For a screen that nobody touches: every service at once, what needs somebody first. Without the frame of the other pages. */
export const WallView = () => {
  const session = useSession();
  const navigate = useNavigate();
  onMount(() => void session.load());
  createEffect(() => {
    if (session.state() === 'out' || session.state() === 'expired')
      navigate(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`, { replace: true });
  });
  return (
    <Show when={session.likely()}>
      <Wall />
    </Show>
  );
};

const Wall = () => {
  const view = createWallStore(useClient());
  const [params] = useSearchParams<Params>();
  const loadedAt = Date.now();
  const lastHeard = () => heardAt() ?? loadedAt;
  const isStale = () => localNow() - lastHeard() >= staleAfterMs;
  const tiles = createMemo(() =>
    tilesOf(view.services, view.unfinished, { environment: params.env, group: params.group }),
  );
  useTitle(() => ({ title: 'Wall', icon: 'idle' }));
  useTheme(() => params.theme);
  onCleanup(keepAwake());
  createEffect(() => {
    const wall = { isLive: connection().kind === 'live', isBusy: view.unfinished.length > 0 };
    if (mayReload(localNow() - loadedAt, wall)) location.reload();
  });

  return (
    <div class="wall" classList={{ stale: isStale(), shifted: Math.floor(localNow() / shiftMs) % 2 === 1 }}>
      <Show when={isStale()}>
        <p class="no-data" role="alert">
          <Icon name="lost" /> No data since {clock(lastHeard())}
        </p>
      </Show>
      <WallHead title={params.env ?? params.group ?? 'All services'} tiles={tiles()} />
      <Board view={view} tiles={tiles()} isStale={isStale()} rotate={rotationSeconds(params.rotate)} />
    </div>
  );
};

/** Against burning in: the whole wall moves by two pixels. */
const shiftMs = 300_000;

const Board = (props: { view: View; tiles: Tile[]; isStale: boolean; rotate: number }) => {
  const layout = createMemo(() => layoutOf(props.tiles));
  const page = () => Math.floor(localNow() / (props.rotate * 1_000)) % layout().pages.length;
  // What runs stands still while nobody knows whether it still does.
  const shownNow = createMemo<number>((before) => (props.isStale ? before : now()), now());
  return (
    <>
      <main>
        <Switch fallback={<p class="word m">Loading…</p>}>
          <Match when={props.view.page.kind === 'failed' && props.view.page}>
            {(failed) => <p class="word warn">{failed().message} Trying again every 5 s.</p>}
          </Match>
          <Match when={props.view.page.kind === 'ready' && props.tiles.length === 0}>
            <p class="word m">No service is like that.</p>
          </Match>
          <Match when={props.view.page.kind === 'ready'}>
            <ul class="tiles" style={gridOf(layout(), page())}>
              <For each={layout().pages[page()]}>{(tile) => <TileItem tile={tile} now={shownNow()} />}</For>
            </ul>
          </Match>
        </Switch>
      </main>
      <WallFoot view={props.view} isStale={props.isStale}>
        <Show when={layout().pages.length > 1}>
          <span>
            Page <b>{page() + 1}</b> of {layout().pages.length}
          </span>
        </Show>
      </WallFoot>
    </>
  );
};

const gridOf = (layout: Layout, page: number): Record<string, string> => {
  const { bigRows, smallRows } = rowsOf(layout.pages[page] ?? [], layout.columns);
  const rows = [bigRows > 0 ? `repeat(${bigRows}, ${bigRow}fr)` : '', smallRows > 0 ? `repeat(${smallRows}, 1fr)` : ''];
  return {
    '--columns': String(layout.columns),
    '--scale': layout.scale.toFixed(2),
    'grid-template-rows': rows.filter(Boolean).join(' '),
  };
};

/** `?theme=dark` holds for the wall alone and is not remembered. */
const useTheme = (wanted: () => string | undefined): void => {
  const { dataset } = document.documentElement;
  const before = dataset.theme;
  createEffect(() => {
    const theme = wanted();
    if (theme === 'dark' || theme === 'light') dataset.theme = theme;
  });
  onCleanup(() => {
    if (before !== undefined) dataset.theme = before;
  });
};
