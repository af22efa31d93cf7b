import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Viewer } from '../access/viewer.ts';
import { InvalidInputError, NotFoundError } from '../errors.ts';
import { numberOfId } from '../graphql/ids.ts';
import type { Gateway } from './gateway.ts';
import { outcomeLine, runText } from './run-text.ts';
import { sendWhileAllowed } from './stream-answer.ts';

/** What an address asks of the plain-text twins: `/deployments/:id.txt`, `/deployments/:id/log` or `/deployments/:id/log.txt`. */
export type TextRequest = { id: string; kind: 'run' | 'log' | 'log.txt'; query: URLSearchParams };

/**
 * A run as text for programs, terminals and screen readers. The log is byte for byte what was printed, with two
 * exceptions that are asked for: `ts=1` puts a time before each line, and `log.txt?follow=1`, which a person watches,
 * ends with a line that says how the run ended. `log?follow=1` does not.
 */
export function sendPlainText(
  gateway: Gateway,
  req: IncomingMessage,
  res: ServerResponse,
  asked: TextRequest,
): Promise<void> {
  return sendWhileAllowed(gateway, req, res, async ({ listener, signal, stop }) => {
    const number = numberOfId('dep', asked.id) ?? 0;
    const text = await textOf(gateway, listener.viewer, number, asked, signal);
    listener.onChange(() => {
      void isVisible(gateway, listener.viewer, number).then((stays) => stays || stop());
    });
    res.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    res.flushHeaders();
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

async function textOf(
  { operations, site }: Gateway,
  viewer: Viewer,
  id: number,
  { kind, query }: TextRequest,
  signal: AbortSignal,
): Promise<AsyncIterable<string> | string[]> {
  if (kind === 'run') return [await runText(operations, viewer, id, site.publicUrl)];
  const afterLine = Number(query.get('after') ?? 0);
  if (!Number.isSafeInteger(afterLine) || afterLine < 0) throw invalid('after', 'must be the number of a line');
  const follow = isSet(query, 'follow');
  const step = await stepOf(operations, viewer, id, query.get('step'));
  const input = { afterLine, step, times: isSet(query, 'ts'), follow, signal };
  const text = await operations.deployments.logText(viewer, id, input);
  if (kind === 'log' || !follow) return text;
  return withOutcome(text, async () => outcomeLine(await operations.deployments.byId(viewer, id)));
}

/** The stream ends by itself only when the run has ended. */
async function* withOutcome(text: AsyncIterable<string>, outcome: () => Promise<string>): AsyncGenerator<string> {
  yield* text;
  yield `${await outcome()}\n`;
}

/** Position of the step that is asked for by position or name. */
async function stepOf(
  { deployments }: Gateway['operations'],
  viewer: Viewer,
  id: number,
  asked: string | null,
): Promise<number | undefined> {
  if (asked === null) return undefined;
  if ((await deployments.byId(viewer, id)) === null) throw new NotFoundError('deployment', `#${id}`);
  const steps = (await deployments.stepsOf(viewer, [id])).get(id) ?? [];
  const found = steps.find(({ name, position }) => name === asked || String(position) === asked);
  if (found === undefined)
    throw invalid('step', `must be one of: ${steps.map(({ name }) => name).join(', ') || 'none yet'}`);
  return found.position;
}

const isSet = (query: URLSearchParams, name: string): boolean => ['1', 'true'].includes(query.get(name) ?? '');

const invalid = (name: string, message: string): InvalidInputError =>
  new InvalidInputError([{ path: [name], message }]);
