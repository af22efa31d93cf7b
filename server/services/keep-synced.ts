import { ConflictError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { SyncResult } from './sync-services.ts';

/** After a sync that failed, so that a change is not lost that nobody will tell again. */
const againMs = 5_000;

type KeepSyncedDeps = { sync: () => Promise<Pick<SyncResult, 'ignored'>>; log: Log };

export type KeptSynced = {
  /** Something may have changed: resolves after a sync that began after this, failed or not. Never rejects. */
  changed(): Promise<void>;
  close(): void;
};

/**
 * Syncs one at a time: however often something changes meanwhile, one more sync sees it all. One that failed is tried
 * again, except when the directory itself has to be looked at by somebody (ConflictError).
 */
export function keepSynced({ sync, log }: KeepSyncedDeps): KeptSynced {
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isClosed = false;
  let again: NodeJS.Timeout | undefined;

  async function once(): Promise<void> {
    try {
      const { ignored } = await sync();
      for (const { directory, message } of ignored) log.warn({ directory }, message);
    } catch (error) {
      log.warn({ err: error }, 'the services directory was not synced');
      if (!(error instanceof ConflictError) && !isClosed) again = setTimeout(() => void changed(), againMs).unref();
    }
  }
  async function run(): Promise<void> {
    do {
      isWanted = false;
      clearTimeout(again);
      await once();
    } while (isWanted && !isClosed);
    running = null;
  }
  function changed(): Promise<void> {
    isWanted = true;
    running ??= run();
    return running;
  }
  return {
    changed,
    close() {
      isClosed = true;
      clearTimeout(again);
    },
  };
}
