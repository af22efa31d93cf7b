import type { ProcessIdentity } from './process-identity.ts';
import { sessionMembers, signalSession } from './process-session.ts';
import { repairRefusal, runStopHelper, type StopHelper } from './stop-helper.ts';

/** What became of a signal. Where a SIGTERM was refused, sudo itself has got it and relays it to the script alone. */
export type Delivery = 'sent' | 'nobody' | { refused: string; repair: string };

/**
 * Signals the script and everything in its session. A script of another user is signaled by the helper first: a signal
 * to its group would reach nothing but sudo, and a sudo that was killed can no longer say how its script ended.
 */
export async function signalScript(
  script: ProcessIdentity,
  signal: 'SIGTERM' | 'SIGKILL',
  helper: StopHelper | undefined,
): Promise<Delivery> {
  if (helper === undefined) return directly(script, signal);
  if (sessionMembers(script).length === 0) return 'nobody';
  const refused = await runStopHelper(helper, signal, script);
  if (refused === null && signal === 'SIGKILL') signalSession(script, signal);
  if (refused !== null && signal === 'SIGTERM') signalSession(script, signal);
  return refused === null ? 'sent' : { refused, repair: repairRefusal(helper) };
}

function directly(script: ProcessIdentity, signal: NodeJS.Signals): Delivery {
  const answer = signalSession(script, signal);
  return answer === 'refused' ? { refused: 'some of it belongs to another user', repair: '' } : answer;
}
