import type { IncomingMessage, ServerResponse } from 'node:http';
import { ForbiddenError, InvalidInputError, LogRemovedError, NotFoundError, UnauthenticatedError } from '../errors.ts';
import type { Listener } from '../graphql/context.ts';
import { credentialOf } from './credential.ts';
import { type Gateway, holderOf, retryAfterSeconds, tooManyStreams } from './gateway.ts';
import { sendText } from './respond.ts';

/** Who reads a long answer, and while they may. `stop` cuts it: they may not see it any longer. */
export type Reader = { listener: Listener; signal: AbortSignal; stop(): void };

/** An answer that may take long: cut when the client hangs up or its credential ends. Refusals are told as text. */
export async function sendWhileAllowed(
  { operations, site, watch, streams, addressOf }: Gateway,
  req: IncomingMessage,
  res: ServerResponse,
  send: (reader: Reader) => Promise<void>,
): Promise<void> {
  const { secret } = credentialOf(req, site);
  const address = addressOf(req);
  const leave = streams.take(holderOf(secret, address));
  if (leave === null) return sendText(res, 429, tooManyStreams, { 'retry-after': retryAfterSeconds });
  res.once('close', leave);
  const { viewer } = await operations.access.viewerOf(secret, address);
  const listener = watch.watch(viewer);
  const cut = new AbortController();
  res.once('close', () => cut.abort());
  const signal = AbortSignal.any([cut.signal, listener.ended]);
  try {
    await send({ listener, signal, stop: () => cut.abort() });
  } catch (error) {
    if (signal.aborted) res.destroy();
    else refuse(res, error);
  } finally {
    listener.release();
  }
}

function refuse(res: ServerResponse, error: unknown): void {
  if (error instanceof UnauthenticatedError) sendText(res, 401, error.message, { 'www-authenticate': 'Bearer' });
  else if (error instanceof ForbiddenError) sendText(res, 403, error.message);
  else if (error instanceof NotFoundError) sendText(res, 404, error.message);
  else if (error instanceof LogRemovedError) sendText(res, 410, error.message);
  else if (error instanceof InvalidInputError) sendText(res, 400, error.message);
  else throw error;
}
