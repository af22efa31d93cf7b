import { type App, openApp } from '../app.ts';
import { readConfig, readEnvironment } from '../config.ts';

/** Ends within this time after SIGTERM, whatever clients do. */
const drainMs = 10_000;

/** Serves until a signal: then stops accepting, closes sockets with 1001 and leaves the runs running. */
export async function serve(): Promise<number> {
  const app = await openApp(readConfig(readEnvironment()));
  const stopped = stopSignal(); // before the ready line: whoever waits for it may stop us at once
  print(app);
  const cause = await Promise.race([stopped, app.failed]);
  setTimeout(() => process.exit(1), drainMs).unref();
  await app.close();
  if (cause === 'stop') return 0;
  process.stderr.write(`FastDeploy stopped: ${cause.message}\n`);
  return 1;
}

/** In one write: who waits for the ready line has the sign-in link with it. */
function print({ url, firstSignIn }: App): void {
  const lines = [`FastDeploy ready at ${url}`];
  if (firstSignIn !== null) {
    const { name, password, link } = firstSignIn;
    lines.push(`Sign in once, within 15 minutes: ${link}`);
    if (password !== null) lines.push(`Later sign in as ${name} with the password ${password} (shown only now)`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function stopSignal(): Promise<'stop'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve('stop'));
  });
}
