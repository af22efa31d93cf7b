import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { findProcess } from '../../../../server/runner/process-identity.ts';
import { sessionMembers, signalSession } from '../../../../server/runner/process-session.ts';

/*
 * Run as the first process of a namespace of its own: lets the kernel give the number of an ended script to another
 * process, again and again, and each time signals the script. Prints how often the number really came back, and how often
 * the other process was taken for the script.
 */
const times = Number(process.argv[2] ?? 1);
/** Start times are counted in hundredths of a second; a number never comes back within one. */
const tickMs = 10;
let reused = 0;
let mistaken = 0;
for (let time = 0; time < times; time += 1) {
  const script = await start();
  const leader = findProcess(script.pid ?? 0);
  if (leader === null) throw new Error('the script ended by itself');
  await end(script);
  await delay(tickMs);
  fs.writeFileSync('/proc/sys/kernel/ns_last_pid', String(leader.pid - 1));
  const bystander = await start();
  if (bystander.pid === leader.pid) reused += 1;
  const wasFound = sessionMembers(leader).length > 0 || signalSession(leader, 'SIGKILL') !== 'nobody';
  if (wasFound || findProcess(bystander.pid ?? 0) === null) mistaken += 1;
  await end(bystander);
}
process.stdout.write(JSON.stringify({ reused, mistaken }));

async function start(): Promise<ChildProcess> {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
