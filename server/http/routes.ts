import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gateway } from './gateway.ts';
import { graphqlHandler } from './graphql.ts';
import { sendLog } from './plain-text.ts';
import { sendGraphqlError, sendJson, sendText } from './respond.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { signInByForm } from './sign-in-form.ts';
import { signInPage, webApp } from './static.ts';

/** `isReady` gives the reason why requests should go elsewhere; null when they may come. */
export type RouteDeps = { webDir: string; isReady: () => Promise<string | null> };

/** Everything this server answers over HTTP. Never rejects. */
export function routes(gateway: Gateway, { webDir, isReady }: RouteDeps) {
  const graphql = graphqlHandler(gateway);
  const web = webApp(webDir);
  const sendSignIn = signInPage(webDir);

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    setSecurityHeaders(res, gateway.site);
    if (!gateway.site.isOwnHost(req.headers.host))
      return sendText(
        res,
        421,
        `This server does not answer to the name ${req.headers.host}. Set FASTDEPLOY_PUBLIC_URL.`,
      );
    const url = URL.parse(req.url ?? '/', 'http://localhost');
    if (url === null) return sendText(res, 400, 'The address cannot be read.');
    if (url.pathname === '/graphql') return graphql(req, res);
    if (url.pathname === '/healthz') return sendText(res, 200, 'ok');
    if (url.pathname === '/readyz') return sendReadiness(res, await isReady());
    const log = /^\/deployments\/([^/]+)\/log(?:\.txt)?$/.exec(url.pathname)?.[1];
    if (log !== undefined && (req.method === 'GET' || req.method === 'HEAD'))
      return sendLog(gateway, req, res, log, url.searchParams);
    if (url.pathname === '/sign-in' && req.method === 'POST') return signInByForm(gateway, req, res, sendSignIn);
    return web(req, res, url);
  }

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      await answer(req, res);
    } catch (error) {
      if (hasLeft(error)) return void res.destroy();
      const requestId = randomUUID();
      gateway.log.error({ err: error, requestId, method: req.method, url: req.url?.split('?')[0] }, 'a request failed');
      if (res.headersSent) res.destroy();
      else sendFailure(req, res, requestId);
    }
  };
}

/** The client hung up in the middle: nobody is there to be told, and nothing is wrong here. */
function hasLeft(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ABORT_ERR', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code);
}

function sendReadiness(res: ServerResponse, reason: string | null): void {
  sendText(res, reason === null ? 200 : 503, reason ?? 'ready');
}

function sendFailure(req: IncomingMessage, res: ServerResponse, requestId: string): void {
  res.setHeader('x-request-id', requestId);
  if (req.url?.startsWith('/graphql'))
    sendGraphqlError(res, 500, 'INTERNAL_SERVER_ERROR', `Unexpected error (${requestId}).`);
  else sendJson(res, 500, { detail: `Unexpected error (${requestId}).` });
}
