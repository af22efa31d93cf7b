import { once } from 'node:events';
import { Supervisors } from '../../../../server/runner/attach.ts';

/** A server that hands a run to a spare (`warm`) or to a new supervisor (`cold`) and dies in the same moment. */
const [, , kind = '', directory = ''] = process.argv;
const supervisors = new Supervisors();
if (kind !== 'cold') supervisors.warm();
process.stdout.write('ready\n');
await once(process.stdin, 'data');
if (directory !== '') supervisors.start(directory);
process.kill(process.pid, 'SIGKILL');
