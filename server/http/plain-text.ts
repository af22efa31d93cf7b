import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Viewer } from '../access/viewer.ts';
import { ForbiddenError, LogRemovedError, NotFoundError, UnauthenticatedError } from '../errors.ts';
import { numberOfId } from '../graphql/ids.ts';
import { credentialOf } from './credential.ts';
import { type Gateway, holderOf, retryAfterSeconds, tooManyStreams } from './gateway.ts';
import { sendText } from './respond.ts';
import { cutSlowReader } from './slow-response.ts';

/** The log as text: `/deployments/:id/log`, with `follow=1` until the deployment ends, after line `after`. */
export async function sendLog(
  gateway: Gateway,
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
  query: URLSearchParams,
) {
  const { operations, site, watch, streams } = gateway;
  const { secret } = credentialOf(req, site);
  const address = gateway.addressOf(req);
  const leave = streams.take(holderOf(secret, address));
  if (leave === null) return sendText(res, 429, tooManyStreams, { 'retry-after': retryAfterSeconds });
  res.once('close', leave);
  const { viewer } = await operations.access.viewerOf(secret, address);
  const listener = watch.watch(viewer);
  const { ended } = listener;
  const gone = new AbortController();
  const hidden = new AbortController();
  res.once('close', () => gone.abort());
  try {
    const signal = AbortSignal.any([gone.signal, ended, hidden.signal]);
    const after = Number(query.get('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0) return sendText(res, 400, 'after must be the number of a line.');
    const follow = ['1', 'true'].includes(query.get('follow') ?? '');
    const number = numberOfId('dep', id) ?? 0;
    const text = await operations.deployments.logText(viewer, number, { after, follow, signal });
    listener.onChange(() => {
      void isVisible(gateway, listener.viewer, number).then((stays) => stays || hidden.abort());
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
  } catch (error) {
    if ([gone.signal, ended, hidden.signal].some(({ aborted }) => aborted)) res.destroy();
    else refuse(res, error);
  } finally {
    listener.release();
  }
}

/** False also where that cannot be known: a reader comes again. */
async function isVisible({ operations }: Gateway, viewer: Viewer, id: number): Promise<boolean> {
  try {
    return (await operations.deployments.byId(viewer, id)) !== null;
  } catch {
    return false;
  }
}

function refuse(res: ServerResponse, error: unknown): void {
  if (error instanceof UnauthenticatedError) sendText(res, 401, error.message, { 'www-authenticate': 'Bearer' });
  else if (error instanceof ForbiddenError) sendText(res, 403, error.message);
  else if (error instanceof NotFoundError) sendText(res, 404, error.message);
  else if (error instanceof LogRemovedError) sendText(res, 410, error.message);
  else throw error;
}
