import { createEffect, createMemo, Match, Show, Switch } from 'solid-js';
import { clock, plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { localNow } from '../../live/clock.ts';
import { caughtUp, connection, lastEventAt } from '../../live/connection.ts';
import { announce } from '../../session/announce.ts';
import { useSession } from '../../session/session.ts';

const quietMs = 2_000;
const offlineMs = 30_000;

/** How long the connection is lost; 0 while it is live or nothing needs one. */
const lostMs = (): number => {
  const current = connection();
  return current.kind === 'lost' ? Math.max(localNow() - current.since, 1) : 0;
};

const lastUpdate = (): string => {
  const at = lastEventAt();
  return at === null ? '' : `, last update ${clock(at)}`;
};

const tries = (): string => {
  const current = connection();
  return current.kind === 'lost' && current.tries > 1 ? `try ${current.tries}` : 'trying';
};

/** Live, or since when not. Losses under two seconds are nobody's business. */
export const ConnectionChip = () => {
  createEffect(() => {
    const missed = caughtUp();
    if (missed !== null) announce(backOnline(missed));
  });
  return (
    <Switch>
      <Match when={caughtUp()}>{(missed) => <span class="live on">{backOnline(missed())}</span>}</Match>
      <Match when={connection().kind === 'live' || (lostMs() > 0 && lostMs() < quietMs)}>
        <span class="live hm">Live</span>
      </Match>
      <Match when={lostMs() >= quietMs}>
        <span class="live off">
          Reconnecting…
          <span class="hm-sm">
            {' '}
            ({tries()}
            {lastUpdate()})
          </span>
        </span>
      </Match>
    </Switch>
  );
};

/** After half a minute a chip is not enough. Nothing on the page is blanked. */
export const OfflineBanner = () => {
  const session = useSession();
  const since = createMemo(() => lastEventAt());
  return (
    <Show when={lostMs() >= offlineMs}>
      <div class="banner">
        <Icon name="warn" class="warn" />
        <span>
          No connection to the server.
          <Show when={since()}>{(at) => <> Showing what was known at {clock(at())}.</>}</Show>
        </span>
        <button type="button" class="btn" onClick={() => session.retryConnection()}>
          Retry now
        </button>
      </div>
    </Show>
  );
};

const backOnline = (missed: number): string =>
  missed === 0 ? 'Back online' : `Back online, ${plural(missed, 'event')} caught up`;
