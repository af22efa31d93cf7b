import { startEmbedded } from '../../server/db/embedded.ts';
import { createLog } from '../../server/log.ts';

const { connection, pid } = await startEmbedded({ dataDir: process.argv[2] ?? '', log: createLog('error') });
process.stdout.write(`${JSON.stringify({ connection, pid })}\n`);
setInterval(() => {}, 60_000);
