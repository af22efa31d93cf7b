import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { type Client, inTransaction } from '../db/transaction.ts';
import { withdrawRun } from '../runner/attach.ts';
import { emitState, end } from './fold.ts';
import type { Publish } from './publish.ts';
import { isHeld, lockRun, type StoredRun, writeRun } from './run-store.ts';
import { isFinal } from './states.ts';
import { type Happening, transition } from './transitions.ts';

/**
 * Changes one deployment under its row's lock and publishes what came of it after the commit. `change` may leave the run
 * as it is; it gets the run as committed so far and adds events through fold.ts.
 */
export async function changeRun(
  deps: { pool: Pool; publish: Publish },
  id: number,
  change: (run: StoredRun, client: Client) => void | Promise<void>,
): Promise<StoredRun | null> {
  const run = await inTransaction(deps.pool, async (client) => {
    const locked = await lockRun(client, id);
    if (locked === null) return null;
    await change(locked, client);
    if (locked.events.length === 0) return locked;
    await writeRun(client, locked);
    return locked;
  });
  if (run !== null && run.events.length > 0) deps.publish(id, run.events);
  return run;
}

/**
 * Ends a claimed run that this server could not hand to a supervisor. First it is taken from all of them: one that
 * another server has handed over meanwhile goes on.
 */
export async function refuseRun(
  deps: { pool: Pool; publish: Publish; log: Logger },
  { id, fence, runDir }: { id: number; fence: number; runDir: string },
  error: unknown,
): Promise<void> {
  if (!(await withdrawRun(runDir))) return;
  deps.log.error({ err: error, deployment: id }, 'the run could not be handed to a supervisor');
  const reason = `the run could not be started: ${error instanceof Error ? error.message : String(error)}`;
  await changeRun(deps, id, (run) => {
    if (isHeld(run, fence)) apply(run, 'refused', reason, new Date());
  });
}

/** Lets `happening` happen to the run; final states close the steps. Throws where the table does not allow it. */
export function apply(run: StoredRun, happening: Happening, reason: string | null, at: Date): void {
  const state = transition(run.state, happening);
  if (state === null) throw new Error(`${happening} cannot happen to a ${run.state} deployment`);
  if (isFinal(state)) {
    end(run, happening, reason, at);
    return;
  }
  run.state = state;
  if (state === 'QUEUED') run.startedAt = null;
  emitState(run, at);
}
