import type { Pool } from 'pg';
import { issueDeploymentToken } from '../access/deployment-tokens.ts';
import { inTransaction, sqlState, type Transaction, uniqueViolation } from '../db/transaction.ts';
import { emitState, emitStep, end } from './fold.ts';
import type { Publish } from './publish.ts';
import { type Claim, claimNext, type Place } from './queue.ts';
import { readSteps, type StoredRun, writeRun } from './run-store.ts';
import { planAgain } from './steps.ts';

/** A deployment that is ours to start, with the secret its script may use to report over HTTP. */
export type Dispatched = { claim: Claim; accessToken: string; othersWait: boolean };

/**
 * Takes the next deployment from the queue, or null when nothing may run. One whose service is not deployable any more
 * ends here, as FAILURE with the reason, and the next one is taken.
 */
export async function claimDeployment(
  deps: { pool: Pool; publish: Publish },
  place: Place,
): Promise<Dispatched | null> {
  for (;;) {
    const result = await tryClaim(deps, place).catch((error: unknown) => {
      if (sqlState(error) === uniqueViolation) return 'again' as const; // another server took slot, service or lock first
      throw error;
    });
    if (result === null) return null;
    if (result !== 'again') return result;
  }
}

async function tryClaim(deps: { pool: Pool; publish: Publish }, place: Place): Promise<Dispatched | 'again' | null> {
  const taken = await inTransaction(deps.pool, async (client) => {
    const claimed = await claimNext(client, place);
    if (claimed === null) return null;
    const { claim, run, othersWait } = claimed;
    const refusal = whyNot(claim);
    if (refusal !== null || claim.configChanged) run.steps = await readSteps(client, claim.id);
    const now = new Date();
    if (refusal === null) begin(run, claim, now);
    else end(run, 'refused', refusal, now);
    await writeRun(client, run);
    return { claim, othersWait, events: run.events, accessToken: refusal === null ? issueToken(client, claim) : null };
  });
  if (taken === null) return null;
  const { claim, accessToken, othersWait, events } = taken;
  deps.publish(claim.id, events);
  return accessToken === null ? 'again' : { claim, accessToken, othersWait };
}

function issueToken(transaction: Transaction, { id, service }: Claim): string {
  const { secret, stored } = issueDeploymentToken(transaction, { deployment: id, service: service.id });
  transaction.lastly(stored);
  return secret;
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
