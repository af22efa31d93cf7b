import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { findSupervisor, reapRun } from '../../server/runner/attach.ts';
import { until } from './until.ts';

/**
 * Ends every run of the data directory and waits until nothing works in `directory` any more. Also for supervisors
 * that were started a moment ago and have not taken their run yet: one that comes late would make its directories anew.
 */
export async function endRuns(directory: string, runsDir: string): Promise<void> {
  await until(`no process works in ${directory}`, async () => {
    const runs = existsSync(runsDir) ? readdirSync(runsDir) : [];
    for (const runId of runs) await endRun(path.join(runsDir, runId));
    return processesIn(directory).length === 0;
  });
}

async function endRun(directory: string): Promise<void> {
  const supervisor = findSupervisor(directory);
  if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  await until('the supervisor has ended', () => findSupervisor(directory).kind !== 'alive');
  await until('the script has ended', async () => !(await reapRun(directory)));
}

/** Processes that name the directory in their environment or arguments, or are in it. */
function processesIn(directory: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const texts = ['environ', 'cmdline'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8'));
      return [...texts, readlinkSync(`/proc/${pid}/cwd`)].some((text) => text.includes(directory));
    } catch {
      return false; // it has ended, or is another user's
    }
  });
}
