import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Viewer } from '../access/viewer.ts';
import { InvalidInputError } from '../errors.ts';
import { numberOfId } from '../graphql/ids.ts';
import type { Gateway } from './gateway.ts';
import { cutSlowReader } from './slow-response.ts';
import { sendWhileAllowed } from './stream-answer.ts';

/** The log as text: `/deployments/:id/log`, with `follow=1` until the deployment ends, after line `after`. */
export function sendLog(
  gateway: Gateway,
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
  query: URLSearchParams,
): Promise<void> {
  return sendWhileAllowed(gateway, req, res, async ({ listener, signal, stop }) => {
    const after = Number(query.get('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0)
      throw new InvalidInputError([{ path: ['after'], message: 'must be the number of a line' }]);
    const follow = ['1', 'true'].includes(query.get('follow') ?? '');
    const number = numberOfId('dep', id) ?? 0;
    const text = await gateway.operations.deployments.logText(listener.viewer, number, { after, follow, signal });
    listener.onChange(() => {
      void isVisible(gateway, listener.viewer, number).then((stays) => stays || stop());
    });
    res.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    res.flushHeaders();
    cutSlowReader(res, gateway);
    if (req.method === 'HEAD') res.end();
    else await pipeline(text, res, { signal });
  });
}

/** False also where that cannot be known: a reader comes again. */
async function isVisible({ operations }: Gateway, viewer: Viewer, id: number): Promise<boolean> {
  try {
    return (await operations.deployments.byId(viewer, id)) !== null;
  } catch {
    return false;
  }
}
