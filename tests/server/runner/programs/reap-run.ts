import { reapRun } from '../../../../server/runner/attach.ts';

/** Cleans up behind a run as the user this is started as; prints whether anything is left. */
const [, , directory = ''] = process.argv;
process.stdout.write(JSON.stringify(await reapRun(directory)));
