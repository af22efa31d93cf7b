import { createSignal } from 'solid-js';

/**
 * Whether what the page shows is kept current. `idle`: nothing on the page can change by itself. `lost`: it should be
 * kept current and is not, be it that the connection broke or that there never was one.
 */
export type Connection =
  | { kind: 'idle' }
  | { kind: 'live' }
  | { kind: 'lost'; since: number; tries: number; broke: boolean };

const caughtUpWindowMs = 1_000;

const [connection, setConnection] = createSignal<Connection>({ kind: 'idle' });
const [knownAt, setKnownAt] = createSignal<number | null>(null);
const [heardAt, setHeardAt] = createSignal<number | null>(null);
const [caughtUp, setCaughtUp] = createSignal<number | null>(null);

/** The server says over its socket that its own database does not answer, and when it does again. */
const [databaseAway, setDatabaseAway] = createSignal(false);

/**
 * `knownAt`: what the page shows was last known to be so. `heardAt`: the server last said anything over the socket, were
 * it only that it is there.
 */
export { caughtUp, connection, databaseAway, heardAt, knownAt };

/** Told by the socket; the chip and the banner read the signals above. */
export const connectionWatcher = {
  opening(tries: number): void {
    const before = connection();
    if (before.kind === 'lost') setConnection({ ...before, tries });
    else if (before.kind === 'idle') setConnection({ kind: 'lost', since: Date.now(), tries, broke: false });
  },
  open(): void {
    const before = connection();
    setConnection({ kind: 'live' });
    setDatabaseAway(false);
    setKnownAt(Date.now());
    if (before.kind === 'lost' && before.broke && before.tries > 0) countCaughtUp();
  },
  lost(): void {
    if (connection().kind !== 'lost') setConnection({ kind: 'lost', since: Date.now(), tries: 0, broke: true });
  },
  idle(): void {
    setConnection({ kind: 'idle' });
  },
  /** Nobody waits for a connection that is lost. One that is open is closed, and says so. */
  unneeded(): void {
    if (connection().kind === 'lost') setConnection({ kind: 'idle' });
  },
  heard(): void {
    setHeardAt(Date.now());
  },
  database(away: boolean): void {
    setDatabaseAway(away);
  },
  /** Asked over HTTP. While the connection is broken an answer may concern anything but what the page shows. */
  answered(): void {
    const current = connection();
    if (current.kind !== 'lost' || !current.broke) setKnownAt(Date.now());
  },
  event(): void {
    setKnownAt(Date.now());
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
