import fs from 'node:fs';
import path from 'node:path';
import { says, waitsFor } from '../helpers/services.ts';
import type { Web } from '../helpers/web.ts';

export interface HeldRun {
  number: number;
  address: string;
  /** Lets the script go on to its end. */
  release(): void;
}

/** Starts a run of a service of its own that prints a line, waits until it is released, prints another and ends. */
export async function beginHeldRun(web: Web, name: string, ending = 'exit 0'): Promise<HeldRun> {
  const flag = path.join(web.app.directory, `${name}-may-end`);
  const script = [says('migrate', 'running'), 'echo before', waitsFor(flag), 'echo after', ending].join('\n');
  await web.write(name, { script });
  const number = Number((await web.api.start(name)).replace(/\D/g, ''));
  return { number, address: `/deployments/${number}`, release: () => fs.writeFileSync(flag, '') };
}
