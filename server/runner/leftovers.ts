import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessIdentity } from './process-identity.ts';
import { sessionMembers } from './process-session.ts';
import { signalScript } from './script-signals.ts';
import type { StopHelper } from './stop-helper.ts';

/** How long killed processes may take to disappear. */
const goneMs = 1000;

/** What became of the processes that a script left running, in words for its log. */
export type Leftovers = { wereKilled: boolean; text: string };

/** Kills what an ended script left running in its session. Null: there was nothing. */
export async function killLeftovers(
  script: ProcessIdentity,
  helper: StopHelper | undefined,
): Promise<Leftovers | null> {
  const delivery = await signalScript(script, 'SIGKILL', helper);
  if (delivery === 'nobody') return null;
  if (typeof delivery === 'object') return { wereKilled: false, text: left(delivery.refused, delivery.repair) };
  const areGone = await endsSoon(script);
  const text = areGone ? 'Processes that the script left running were killed.' : left('some belong to another user');
  return { wereKilled: true, text };
}

const left = (why: string, repair = ''): string =>
  `Processes that the script left running could not be killed (${why}). ${repair}`.trim();

async function endsSoon(script: ProcessIdentity): Promise<boolean> {
  const deadline = performance.now() + goneMs;
  while (sessionMembers(script).length > 0) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}
