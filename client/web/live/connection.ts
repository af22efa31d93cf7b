import { createSignal } from 'solid-js';

/** Whether what the page shows is kept current. `idle`: nothing on the page can change by itself. */
export type Connection = { kind: 'idle' } | { kind: 'live' } | { kind: 'lost'; since: number; tries: number };

const caughtUpWindowMs = 1_000;

const [connection, setConnection] = createSignal<Connection>({ kind: 'idle' });
const [lastEventAt, setLastEventAt] = createSignal<number | null>(null);
const [caughtUp, setCaughtUp] = createSignal<number | null>(null);

/** The server says over its socket that its own database does not answer, and when it does again. */
const [databaseAway, setDatabaseAway] = createSignal(false);

export { caughtUp, connection, databaseAway, lastEventAt };

/** Told by the socket; the chip and the banner read the signals above. */
export const connectionWatcher = {
  opening(tries: number): void {
    const before = connection();
    if (before.kind === 'lost') setConnection({ ...before, tries });
    else if (before.kind === 'idle') setConnection({ kind: 'lost', since: Date.now(), tries });
  },
  open(): void {
    const before = connection();
    setConnection({ kind: 'live' });
    setDatabaseAway(false);
    setLastEventAt(Date.now());
    if (before.kind === 'lost' && before.tries > 0) countCaughtUp();
  },
  lost(): void {
    if (connection().kind !== 'lost') setConnection({ kind: 'lost', since: Date.now(), tries: 0 });
  },
  idle(): void {
    setConnection({ kind: 'idle' });
  },
  database(away: boolean): void {
    setDatabaseAway(away);
  },
  event(): void {
    setLastEventAt(Date.now());
    if (counting !== null) counting += 1;
  },
};

export type ConnectionWatcher = typeof connectionWatcher;

/** Events that arrive right after a reconnect are those missed meanwhile. */
let counting: number | null = null;

const countCaughtUp = (): void => {
  counting = 0;
  setTimeout(() => {
    setCaughtUp(counting);
    counting = null;
    setTimeout(() => setCaughtUp(null), 4_000);
  }, caughtUpWindowMs);
};
