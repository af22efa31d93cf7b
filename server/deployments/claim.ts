import type { Pool } from 'pg';
import { issueDeploymentToken } from '../access/deployment-tokens.ts';
import { inTransaction, sqlState, uniqueViolation } from '../db/transaction.ts';
import { emitState, emitStep, end } from './fold.ts';
import type { Publish } from './publish.ts';
import { type Claim, claimNext, type Place } from './queue.ts';
import { lockRun, type StoredRun, writeRun } from './run-store.ts';
import { planAgain } from './steps.ts';

/** A deployment that is ours to start, with the secret its script may use to report over HTTP. */
export type Claimed = { claim: Claim; accessToken: string };

/**
 * Takes the next deployment from the queue, or null when nothing may run. One whose service is not deployable any more
 * ends here, as FAILURE with the reason, and the next one is taken.
 */
export async function claimDeployment(deps: { pool: Pool; publish: Publish }, place: Place): Promise<Claimed | null> {
  for (;;) {
    const result = await tryClaim(deps, place).catch((error: unknown) => {
      if (sqlState(error) === uniqueViolation) return 'again' as const; // another server took slot, service or lock first
      throw error;
    });
    if (result === null) return null;
    if (result !== 'again') return result;
  }
}

async function tryClaim(deps: { pool: Pool; publish: Publish }, place: Place): Promise<Claimed | 'again' | null> {
  const taken = await inTransaction(deps.pool, async (client) => {
    const claim = await claimNext(client, place);
    if (claim === null) return null;
    const run = await lockRun(client, claim.id);
    if (run === null) throw new Error(`#${claim.id} vanished under its own claim`);
    const refusal = whyNot(claim);
    const now = new Date();
    if (refusal === null) begin(run, claim, now);
    else end(run, 'refused', refusal, now);
    const token = { deployment: claim.id, service: claim.service.id };
    const [accessToken] = await Promise.all([
      refusal === null ? issueDeploymentToken(client, token) : null,
      writeRun(client, run),
    ]);
    return { claim, accessToken, events: run.events };
  });
  if (taken === null) return null;
  deps.publish(taken.claim.id, taken.events);
  return taken.accessToken === null ? 'again' : { claim: taken.claim, accessToken: taken.accessToken };
}

function begin(run: StoredRun, { configChanged, service }: Claim, now: Date): void {
  emitState(run, now);
  if (!configChanged || service.plannedSteps.length === 0) return;
  for (const step of planAgain(run.steps, service.plannedSteps)) emitStep(run, step, now);
}

function whyNot({ service }: Claim): string | null {
  if (service.state === 'READY' && service.manifest !== null && service.scriptPath !== null) return null;
  const blocking = service.problems.find((problem) => problem.severity === 'BLOCKS')?.message;
  const problem = service.state === 'ARCHIVED' ? 'its directory is gone' : (blocking ?? 'see its problems');
  return `service is no longer deployable: ${problem}`;
}
