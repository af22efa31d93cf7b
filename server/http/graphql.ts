import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { GraphQLError } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { type Caller, type Context, contextOf } from '../graphql/context.ts';
import { execute, parse, subscribe, validate } from '../graphql/engine.ts';
import { publicError } from '../graphql/masking.ts';
import type { Log } from '../log.ts';
import { schema } from '../schema.ts';
import { BodyTooLarge, readBody } from './body.ts';
import { clearSession, setSession } from './cookies.ts';
import { credentialOf, isForeign } from './credential.ts';
import { type Gateway, holderOf, maxMessageBytes, retryAfterSeconds, tooManyStreams } from './gateway.ts';
import { sendGraphqlError } from './respond.ts';
import type { Site } from './site.ts';
import { cutSlowReader } from './slow-response.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** GraphQL over HTTP, and over server-sent events: POST and GET /graphql. */
export function graphqlHandler(gateway: Gateway): Handler {
  const { site, operations, watch } = gateway;
  const yoga = yogaFor(gateway.log);

  return async (req, res) => {
    const credential = credentialOf(req, site);
    if (credential.isCookie && isForeign(req, site))
      return sendGraphqlError(res, 403, 'CSRF', 'A page of another site may not use your session here.');
    if (req.method === 'POST' && !isJson(req.headers['content-type']))
      return sendGraphqlError(res, 415, 'UNSUPPORTED_MEDIA_TYPE', 'Send content-type: application/json.');
    const address = gateway.addressOf(req);
    const body = await bodyOf(req, res);
    if (body === null) return;
    const { viewer } = await operations.access.viewerOf(credential.secret, address);
    const listener = watch.watch(viewer);
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const requestId = randomUUID();
    res.setHeader('x-request-id', requestId);
    const caller = contextOf(gateway, { viewer, requestId, listener, cookie: cookieOn(res, site) });
    try {
      const response = await yoga.fetch(requestOf(req, body, gone.signal), { caller });
      if (isStream(response)) await stream(response, res, gateway, holderOf(credential.secret, address));
      else await send(response, res);
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    } finally {
      listener.release();
    }
  };
}

function yogaFor(log: Log) {
  return createYoga<{ caller: Context }, Context>({
    schema,
    context: ({ caller }) => caller,
    plugins: [ourEngine],
    parserAndValidationCache: false, // ours serves sockets too, and tells callers apart
    maskedErrors: {
      maskError: (error) =>
        error instanceof GraphQLError ? error : publicError(error, { requestId: randomUUID(), log }),
    },
    fetchAPI: { Request, Response, Headers, ReadableStream, TextEncoder },
    logging: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
  });
}

function cookieOn(res: ServerResponse, site: Site): Caller['cookie'] {
  return {
    set: (session) => res.appendHeader('set-cookie', setSession(session, site)),
    clear: () => res.appendHeader('set-cookie', clearSession(site)),
  };
}

/** Yoga speaks HTTP; how an operation is checked and run is the same here and on a socket. */
const ourEngine: Plugin<{ caller: Context }> = {
  onParse: ({ setParseFn }) => setParseFn(parse),
  onValidate: ({ context, setValidationFn }) => {
    const { viewer } = context.caller;
    setValidationFn((schema, document) => validate(schema, document, viewer));
  },
  onExecute: ({ setExecuteFn }) => setExecuteFn(execute),
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe),
};

/** Null when it was too large: that has been answered. */
async function bodyOf(req: IncomingMessage, res: ServerResponse): Promise<Buffer | null> {
  try {
    return await readBody(req, maxMessageBytes);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    const message = `The request is larger than ${maxMessageBytes / 1024} KiB.`;
    sendGraphqlError(res, 413, 'PAYLOAD_TOO_LARGE', message, { connection: 'close' });
    return null;
  }
}

/** Nothing that a form on another site could send without asking first. */
function isJson(contentType = ''): boolean {
  return /^application\/(graphql\+)?json *(;|$)/i.test(contentType);
}

function requestOf(req: IncomingMessage, body: Buffer, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', headersDistinct } = req;
  const headers = new Headers();
  for (const [name, values] of Object.entries(headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, 'http://localhost'), {
    method,
    headers,
    signal,
    body: hasBody ? new Uint8Array(body) : null,
  });
}

type Stream = Response & { body: ReadableStream<Uint8Array> };

/** Whatever the client said that it accepts. */
function isStream(response: Response): response is Stream {
  return response.body !== null && (response.headers.get('content-type')?.startsWith('text/event-stream') ?? false);
}

async function stream(response: Stream, res: ServerResponse, gateway: Gateway, holder: string): Promise<void> {
  const leave = gateway.streams.take(holder);
  if (leave === null) {
    await response.body.cancel();
    return sendGraphqlError(res, 429, 'RATE_LIMITED', tooManyStreams, { 'retry-after': retryAfterSeconds });
  }
  try {
    copyHeaders(response, res);
    res.writeHead(response.status, { 'x-accel-buffering': 'no' });
    cutSlowReader(res, gateway);
    await pipeline(response.body, res);
  } finally {
    leave();
  }
}

async function send(response: Response, res: ServerResponse): Promise<void> {
  copyHeaders(response, res);
  const body = Buffer.from(await response.arrayBuffer());
  res.writeHead(response.status, { 'content-length': body.length });
  res.end(body);
}

function copyHeaders({ headers }: Response, res: ServerResponse): void {
  for (const [name, value] of headers) if (name !== 'connection') res.setHeader(name, value);
  res.setHeader('cache-control', 'no-store');
}
