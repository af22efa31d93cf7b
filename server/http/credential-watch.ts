import { UnauthenticatedError } from '../errors.ts';
import { refusal } from '../graphql/refusal.ts';
import type { Log } from '../log.ts';

/** While somebody listens: aborted when the credential ends, with what the listener is told as its reason. */
export type Watched = { ended: AbortSignal; release(): void };
export type CredentialWatch = ReturnType<typeof watchCredentials>;

const intervalMs = 1_000;

/**
 * Ends open streams within a second of their credential. One statement a second asks for all of them, on whichever
 * server it was revoked; when it fails, that is also how everybody who listens hears that the database is away.
 */
export function watchCredentials(endedOf: (tokenIds: number[]) => Promise<Set<number>>, log: Log) {
  const watched = new Map<AbortController, number | null>();
  const databaseListeners = new Set<(isAway: boolean) => void>();
  let isDatabaseAway = false;
  let timer: NodeJS.Timeout | undefined;

  function tellDatabase(isAway: boolean): void {
    if (isAway === isDatabaseAway) return;
    isDatabaseAway = isAway;
    for (const listener of databaseListeners) listener(isAway);
  }

  async function look(): Promise<void> {
    const ids = [...new Set(watched.values())].filter((id) => id !== null);
    try {
      const ended = ids.length === 0 ? new Set<number>() : await endedOf(ids);
      if (ids.length > 0) tellDatabase(false);
      for (const [controller, id] of watched) if (id !== null && ended.has(id)) end(controller, sessionEnded());
    } catch (error) {
      tellDatabase(true);
      log.warn({ err: error }, 'open streams could not be checked against their credentials; trying again');
    }
    plan();
  }

  function plan(): void {
    timer = watched.size === 0 ? undefined : setTimeout(() => void look(), intervalMs).unref();
  }

  function end(controller: AbortController, reason: Error): void {
    watched.delete(controller);
    controller.abort(reason);
  }

  return {
    /** `tokenId` null: nobody's stream; it ends only with the server. */
    watch(tokenId: number | null): Watched {
      const controller = new AbortController();
      watched.set(controller, tokenId);
      if (timer === undefined) plan();
      return { ended: controller.signal, release: () => watched.delete(controller) };
    },
    /** Called when the database stops answering, and when it answers again. */
    onDatabase(listener: (isAway: boolean) => void): void {
      databaseListeners.add(listener);
    },
    /** Ends every stream: the server goes. */
    close(): void {
      clearTimeout(timer);
      for (const controller of [...watched.keys()]) end(controller, shuttingDown());
    },
  };
}

const sessionEnded = () => new UnauthenticatedError('Your session has ended. Sign in again.');
const shuttingDown = () => refusal('SHUTTING_DOWN', 503, 'This server is shutting down. Connect again.');
