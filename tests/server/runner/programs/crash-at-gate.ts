import { spawnGated } from '../../../../server/runner/script.ts';

/** A supervisor that dies between the fork and the `spawned` record. */
const [, , script = ''] = process.argv;
await spawnGated({ argv: [script], cwd: '/', env: {} });
process.kill(process.pid, 'SIGKILL');
