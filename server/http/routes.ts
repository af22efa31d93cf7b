import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUnreachable } from '../database-away.ts';
import { databaseUnavailable } from '../graphql/refusal.ts';
import { sendAudit } from './audit-export.ts';
import type { Gateway } from './gateway.ts';
import { graphqlHandler } from './graphql.ts';
import { sendPlainText } from './plain-text.ts';
import { sendGraphqlError, sendJson, sendText } from './respond.ts';
import { securityHeaders } from './security-headers.ts';
import { signInByForm } from './sign-in-form.ts';
import { signInPage, webApp } from './static.ts';

/** `isReady` gives the reason why requests should go elsewhere; null when they may come. */
export type RouteDeps = { webDir: string; isReady: () => Promise<string | null> };

const reads: readonly string[] = ['GET', 'HEAD'];
const writes: readonly string[] = ['POST'];

/**
 * Every route, in the order in which they are tried; the last one takes what is left. Each has a rule in
 * tests/api/matrix/. `methods`: null for all.
 */
export const routeTable = [
  { name: 'graphql', path: /^\/graphql$/, methods: null },
  { name: 'health', path: /^\/healthz$/, methods: null },
  { name: 'readiness', path: /^\/readyz$/, methods: null },
  { name: 'run', path: /^\/deployments\/([^/]+)\.txt$/, methods: reads },
  { name: 'log', path: /^\/deployments\/([^/]+)\/log(?:\.txt)?$/, methods: reads },
  { name: 'audit', path: /^\/audit\.(csv|json)$/, methods: reads },
  { name: 'signIn', path: /^\/sign-in$/, methods: writes },
  { name: 'app', path: /^/, methods: null },
] as const satisfies { name: string; path: RegExp; methods: readonly string[] | null }[];
export type RouteName = (typeof routeTable)[number]['name'];

/** `part`: what the route's address has in its group. */
type Asked = { url: URL; part: string };
type Handler = (req: IncomingMessage, res: ServerResponse, asked: Asked) => Promise<void> | void;

/** Everything this server answers over HTTP. Never rejects. */
export function routes(gateway: Gateway, { webDir, isReady }: RouteDeps) {
  const graphql = graphqlHandler(gateway);
  const web = webApp(webDir);
  const sendSignIn = signInPage(webDir);

  const handlers: Record<RouteName, Handler> = {
    graphql: (req, res) => graphql(req, res),
    health: (_req, res) => sendText(res, 200, 'ok'),
    readiness: async (_req, res) => sendReadiness(res, await isReady()),
    run: (req, res, { part, url }) =>
      sendPlainText(gateway, req, res, { id: part, kind: 'run', query: url.searchParams }),
    log: (req, res, { part, url }) =>
      sendPlainText(gateway, req, res, {
        id: part,
        kind: url.pathname.endsWith('.txt') ? 'log.txt' : 'log',
        query: url.searchParams,
      }),
    audit: (req, res, { part, url }) => sendAudit(gateway, req, res, part === 'csv' ? 'csv' : 'json', url.searchParams),
    signIn: (req, res) => signInByForm(gateway, req, res, sendSignIn),
    app: (req, res, { url }) => web(req, res, url),
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders(gateway.site))) res.setHeader(name, value);
    if (!gateway.site.isOwnHost(req.headers.host))
      return sendText(
        res,
        421,
        `This server does not answer to the name ${req.headers.host}. Set FASTDEPLOY_PUBLIC_URL.`,
      );
    const url = URL.parse(req.url ?? '/', 'http://localhost');
    if (url === null) return sendText(res, 400, 'The address cannot be read.');
    for (const { name, path, methods } of routeTable) {
      const match = path.exec(url.pathname);
      if (match === null || !(methods?.includes(req.method ?? '') ?? true)) continue;
      return handlers[name](req, res, { url, part: match[1] ?? '' });
    }
  }

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      await answer(req, res);
    } catch (error) {
      if (hasLeft(error, res)) return void res.destroy();
      const requestId = randomUUID();
      const level = isUnreachable(error) ? 'warn' : 'error';
      gateway.log[level](
        { err: error, requestId, method: req.method, url: req.url?.split('?')[0] },
        'a request failed',
      );
      if (res.headersSent || res.destroyed) res.destroy();
      else if (isUnreachable(error)) sendUnavailable(req, res, requestId);
      else sendFailure(req, res, requestId);
    }
  };
}

/** The client hung up in the middle: nobody is there to be told, and nothing is wrong here. */
function hasLeft(error: unknown, res: ServerResponse): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['ABORT_ERR', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code)) return true;
  // A connection to the database ends in the words of one to a client.
  return res.destroyed && ['ECONNRESET', 'EPIPE'].includes(code);
}

function sendReadiness(res: ServerResponse, reason: string | null): void {
  sendText(res, reason === null ? 200 : 503, reason ?? 'ready');
}

function sendUnavailable(req: IncomingMessage, res: ServerResponse, requestId: string): void {
  res.setHeader('x-request-id', requestId);
  if (req.url?.startsWith('/graphql')) sendGraphqlError(res, 503, 'DATABASE_UNAVAILABLE', databaseUnavailable);
  else sendJson(res, 503, { detail: databaseUnavailable });
}

function sendFailure(req: IncomingMessage, res: ServerResponse, requestId: string): void {
  res.setHeader('x-request-id', requestId);
  if (req.url?.startsWith('/graphql'))
    sendGraphqlError(res, 500, 'INTERNAL_SERVER_ERROR', `Unexpected error (${requestId}).`);
  else sendJson(res, 500, { detail: `Unexpected error (${requestId}).` });
}
