import { setTimeout as delay } from 'node:timers/promises';
import { system } from '../access/viewer.ts';
import type { Log } from '../log.ts';
import type { Prune, Pruned } from './retention.ts';

/** When to prune, in milliseconds. Up to `jitter` (a share) is added to each, so that servers do not work in step. */
export type RetentionTimes = { first: number; every: number; afterFailure: number; jitter: number };

const minute = 60_000;
/** A start is busy enough without it. */
const usual: RetentionTimes = { first: 3 * minute, every: 60 * minute, afterFailure: 5 * minute, jitter: 0.2 };

export type ScheduleDeps = { prune: Prune; logDays: number; log: Log; times?: Partial<RetentionTimes> | undefined };

/** Prunes regularly until it is closed; `close` waits for the batch that is under way. A failure is tried again soon. */
export function pruneRegularly({ prune, logDays, log, times }: ScheduleDeps): { close(): Promise<void> } {
  const { first, every, afterFailure, jitter } = { ...usual, ...times };
  const stop = new AbortController();
  const pause = (ms: number): Promise<void> =>
    delay(ms * (1 + Math.random() * jitter), undefined, { signal: stop.signal, ref: false }).catch(() => undefined);

  async function work(): Promise<number> {
    try {
      const pruned = await prune(system, { logDays, signal: stop.signal });
      log[isAnything(pruned) ? 'info' : 'debug'](pruned, 'what retention does not keep was removed');
      return every;
    } catch (error) {
      log.warn({ err: error }, 'retention failed; trying again soon');
      return afterFailure;
    }
  }

  async function run(): Promise<void> {
    await pause(first);
    while (!stop.signal.aborted) await pause(await work());
  }

  const running = run();
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

const isAnything = ({ database, runDirectories, configFiles }: Pruned): boolean =>
  (database?.logs.deployments ?? 0) + (database?.tokens ?? 0) + runDirectories.count + configFiles.count > 0;
