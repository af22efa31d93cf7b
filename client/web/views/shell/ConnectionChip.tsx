import { createEffect, Match, on, Switch } from 'solid-js';
import { clock, plural } from '../../components/format.ts';
import { localNow } from '../../live/clock.ts';
import { caughtUp, connection, lastEventAt } from '../../live/connection.ts';
import { announce } from '../../session/announce.ts';

const quietMs = 2_000;
export const offlineMs = 30_000;

/** How long the connection is lost; 0 while it is live or nothing needs one. */
export const lostMs = (): number => {
  const current = connection();
  return current.kind === 'lost' ? Math.max(localNow() - current.since, 1) : 0;
};

const lastUpdate = (): string => {
  const at = lastEventAt();
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

/** Live, or since when not. Losses under two seconds are nobody's business. */
export const ConnectionChip = () => {
  return (
    <Switch>
      <Match when={caughtUp() !== null}>
        <span class="live on">{backOnline(caughtUp() ?? 0)}</span>
      </Match>
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

const backOnline = (missed: number): string =>
  missed === 0 ? 'Back online' : `Back online · ${plural(missed, 'event')} caught up`;
