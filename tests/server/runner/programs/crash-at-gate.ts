import os from 'node:os';
import { makeOutputPipes } from '../../../../server/runner/output-pipes.ts';
import { spawnGated } from '../../../../server/runner/script.ts';

/** A supervisor that dies between the fork and the `spawned` record. */
const [, , script = ''] = process.argv;
await spawnGated({ argv: [script], cwd: '/', env: {} }, makeOutputPipes(os.tmpdir()));
process.kill(process.pid, 'SIGKILL');
