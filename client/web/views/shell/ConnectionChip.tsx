import { createEffect, Match, on, Switch } from 'solid-js';
import { clock, plural } from '../../components/format.ts';
import { caughtUp, connection, knownAt } from '../../live/connection.ts';
import { lostMs, quietMs } from '../../live/reachable.ts';
import { announce } from '../../session/announce.ts';

export const offlineMs = 30_000;

const lastUpdate = (): string => {
  const at = knownAt();
  return at === null ? '' : `, last update ${clock(at)}`;
};

const tries = (): string => {
  const current = connection();
  return current.kind === 'lost' && current.tries > 1 ? `try ${current.tries}` : 'try 1';
};

/** Says once, for both places of the chip, that the connection is back. Needs an owner. */
export const announceReturn = (): void => {
  createEffect(on(caughtUp, (missed) => missed !== null && announce(backOnline(missed))));
};

/** The page is live, or was a moment ago: losses under two seconds are nobody's business. */
const seemsLive = (): boolean => {
  const current = connection();
  return current.kind === 'live' || (current.kind === 'lost' && current.broke && lostMs() < quietMs);
};

const trying = (): string => {
  const current = connection();
  return current.kind === 'lost' && !current.broke ? 'Connecting…' : 'Reconnecting…';
};

/** Live, or since when not. */
export const ConnectionChip = () => {
  return (
    <Switch>
      <Match when={caughtUp() !== null}>
        <span class="live on">{backOnline(caughtUp() ?? 0)}</span>
      </Match>
      <Match when={seemsLive()}>
        <span class="live hm">Live</span>
      </Match>
      <Match when={lostMs() >= quietMs}>
        <span class="live off">
          {trying()}
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

const backOnline = (missed: number): string =>
  missed === 0 ? 'Back online' : `Back online · ${plural(missed, 'event')} caught up`;
