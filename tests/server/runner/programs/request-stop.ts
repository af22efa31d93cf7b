import { requestStop } from '../../../../server/runner/attach.ts';

/** Asks for the end of a run as the user this is started as. */
const [, , directory = ''] = process.argv;
await requestStop(directory, { why: 'cancel', by: 'ada' });
process.stdout.write('true');
