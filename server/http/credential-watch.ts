import { isDeepStrictEqual } from 'node:util';
import { noRights, type Rights } from '../access/rights.ts';
import type { Ended } from '../access/sessions.ts';
import type { Viewer } from '../access/viewer.ts';
import { UnauthenticatedError } from '../errors.ts';
import type { Listener } from '../graphql/context.ts';
import { refusal } from '../graphql/refusal.ts';
import type { Log } from '../log.ts';

/** While somebody listens. `learn`: the holder's rights have just been read anew. */
export type Watched = Listener & { learn(viewer: Viewer): void; release(): void };
export type CredentialWatch = ReturnType<typeof watchCredentials>;

/** Why a stream was ended, for its close code. */
export class CredentialEnded extends UnauthenticatedError {
  readonly why: Ended;
  constructor(why: Ended) {
    super('Your session has ended. Sign in again.');
    this.why = why;
  }
}

/** With the time of one statement: what changes acts within a second. */
const intervalMs = 800;

type RightsNow = (tokenIds: number[]) => Promise<Map<number, Rights | Ended>>;

/**
 * Ends open streams within a second of their credential, and tells those that go on when their rights have changed. One
 * statement asks for all of them, on whichever server it was changed; when it fails, that is also how everybody who
 * listens hears that the database is away.
 */
export function watchCredentials(rightsNow: RightsNow, log: Log) {
  const watched = new Set<Watching>();
  const databaseListeners = new Set<(isAway: boolean) => void>();
  let isDatabaseAway = false;
  let timer: NodeJS.Timeout | undefined;

  function tellDatabase(isAway: boolean): void {
    if (isAway === isDatabaseAway) return;
    isDatabaseAway = isAway;
    for (const listener of databaseListeners) listener(isAway);
  }

  async function look(): Promise<void> {
    const ids = new Set([...watched].flatMap(({ viewer }) => viewer.token?.id ?? []));
    try {
      const now = ids.size === 0 ? new Map<number, Rights | Ended>() : await rightsNow([...ids]);
      if (ids.size > 0) tellDatabase(false);
      for (const each of watched) heed(each, now.get(each.viewer.token?.id ?? 0));
    } catch (error) {
      tellDatabase(true);
      log.warn({ err: error }, 'open streams could not be checked against their credentials; trying again');
    }
    plan();
  }

  function heed(each: Watching, now: Rights | Ended | undefined): void {
    if (now === undefined) return;
    if (typeof now === 'string') end(each, new CredentialEnded(now));
    else each.learn({ ...each.viewer, ...now });
  }

  function plan(): void {
    timer = watched.size === 0 ? undefined : setTimeout(() => void look(), intervalMs).unref();
  }

  function end(each: Watching, reason: Error): void {
    watched.delete(each);
    each.end(reason);
  }

  return {
    /** Nobody's stream ends only with the server. */
    watch(viewer: Viewer): Watched {
      const each = new Watching(viewer, () => watched.delete(each));
      watched.add(each);
      if (timer === undefined) plan();
      return each;
    },
    /** Called when the database stops answering, and when it answers again. */
    onDatabase(listener: (isAway: boolean) => void): void {
      databaseListeners.add(listener);
    },
    /** Ends every stream: the server goes. */
    close(): void {
      clearTimeout(timer);
      for (const each of [...watched]) end(each, shuttingDown());
    },
  };
}

class Watching implements Watched {
  viewer: Viewer;
  readonly release: () => void;
  readonly #ended = new AbortController();
  readonly #listeners = new Set<() => void>();

  constructor(viewer: Viewer, release: () => void) {
    this.viewer = viewer;
    this.release = release;
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  onChange(listen: () => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  learn(viewer: Viewer): void {
    const before = this.viewer;
    this.viewer = viewer;
    if (isDeepStrictEqual(rightsIn(before), rightsIn(viewer))) return;
    for (const listen of [...this.#listeners]) listen();
  }

  end(reason: Error): void {
    this.#ended.abort(reason);
  }
}

const rightNames = Object.keys(noRights) as (keyof Rights)[];
const rightsIn = (viewer: Viewer): unknown[] => rightNames.map((name) => viewer[name]);

const shuttingDown = () => refusal('SHUTTING_DOWN', 503, 'This server is shutting down. Connect again.');
