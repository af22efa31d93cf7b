/**
 * A server-like process that may open no more files: warms a spare and hands a run over. Then it closes what it holds and
 * starts the run again, which works. Usage: out-of-files.ts DIRECTORY; says how many problems it was told about.
 */
import fs from 'node:fs';
import { Supervisors } from '../../../../server/runner/attach.ts';

const [directory = ''] = process.argv.slice(2);
const problems: Error[] = [];
const supervisors = new Supervisors({ onError: (error) => problems.push(error) });

const held: number[] = [];
try {
  for (;;) held.push(fs.openSync('/dev/null', 'r'));
} catch {
  supervisors.warm();
  supervisors.start(directory);
}
setTimeout(() => {
  for (const descriptor of held) fs.closeSync(descriptor);
  process.stdout.write(`${problems.length}\n`);
  supervisors.start(directory);
  void supervisors.close();
}, 0);
