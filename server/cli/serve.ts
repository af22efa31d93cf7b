import { type App, openApp } from '../app.ts';
import { readConfig, readEnvironment } from '../config.ts';

/** Ends within this time after SIGTERM, whatever clients do. */
const drainMs = 10_000;

/** Serves until a signal: then stops accepting, closes sockets with 1001 and leaves the runs running. */
export async function serve(): Promise<number> {
  const app = await openApp(readConfig(readEnvironment()));
  print(app);
  const cause = await Promise.race([stopSignal(), app.failed]);
  setTimeout(() => process.exit(1), drainMs).unref();
  await app.close();
  if (cause === 'stop') return 0;
  process.stderr.write(`FastDeploy stopped: ${cause.message}\n`);
  return 1;
}

function print({ url, firstSignIn }: App): void {
  process.stdout.write(`FastDeploy ready at ${url}\n`);
  if (firstSignIn === null) return;
  const { name, password, link } = firstSignIn;
  process.stdout.write(`Sign in once, within 15 minutes: ${link}\n`);
  if (password !== null)
    process.stdout.write(`Later sign in as ${name} with the password ${password} (shown only now)\n`);
}

function stopSignal(): Promise<'stop'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve('stop'));
  });
}
