import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefused } from '../errors.ts';
import type { Facts } from '../graphql/context.ts';
import { clientAddress } from './client-address.ts';
import { watchCredentials } from './credential-watch.ts';
import { maxStreams } from './gateway.ts';
import { Quota } from './quota.ts';
import { answerRaw, explainClientError } from './raw-answer.ts';
import { routes } from './routes.ts';
import { siteOf } from './site.ts';
import { type HttpTimes, httpTimes } from './times.ts';
import { webSockets } from './websocket.ts';

export type HttpDeps = Omit<Facts, 'publicUrl' | 'queryTimeoutMs'> & {
  /** Null: the address the server listens on. */
  publicUrl: string | null;
  /** Networks as `address/bits`. */
  trustedProxies: readonly string[];
  /** The built web application. */
  webDir: string;
  /** The reason why requests should go elsewhere; null when they may come. */
  isReady: () => Promise<string | null>;
  times?: Partial<HttpTimes> | undefined;
};

/** Where it listens, and where people reach it: the same without FASTDEPLOY_PUBLIC_URL. */
export type Listening = { url: string; publicUrl: string; port: number };

/** Longer than a proxy keeps an idle connection, so that it is never us who closes under a request. */
const keepAliveTimeoutMs = 75_000;
/** What is in flight may take this long once the server is told to close. */
const closeWithinMs = 8_000;

/** GraphQL over HTTP, server-sent events and WebSocket, the log as text, health and the web application, on one port. */
export function createHttpServer(deps: HttpDeps) {
  const { operations, log, version, defaultTimeoutSeconds } = deps;
  const times = { ...httpTimes, ...deps.times };
  const server = createServer({
    keepAliveTimeout: keepAliveTimeoutMs,
    headersTimeout: times.headersMs,
    requestTimeout: times.requestMs,
    connectionsCheckingInterval: times.lookMs,
  });
  const watch = watchCredentials(operations.access.rightsNow, log);
  let sockets: ReturnType<typeof webSockets> | undefined;
  let isDraining = false;

  return {
    /** Throws StartRefused where nobody can listen. */
    async listen(host: string, port: number): Promise<Listening> {
      const bound = await listenOn(server, host, port);
      const site = siteOf(deps.publicUrl, host, bound);
      const { publicUrl } = site;
      const addressOf = clientAddress(deps.trustedProxies);
      const gateway = {
        ...{ operations, log, version, defaultTimeoutSeconds, publicUrl, queryTimeoutMs: times.queryMs },
        ...{ site, watch, addressOf, times, streams: new Quota(maxStreams) },
      };
      const isReady = async (): Promise<string | null> => (isDraining ? 'shutting down' : deps.isReady());
      const answer = routes(gateway, { webDir: deps.webDir, isReady });
      sockets = webSockets(gateway);
      server.on('request', (req, res) => {
        // A client may keep its connection for another request: not while we close.
        res.once('close', () => {
          if (isDraining) req.socket.end();
        });
        void answer(req, res);
      });
      server.on('upgrade', sockets.upgrade);
      server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
        if (!socket.writable) return void socket.destroy(); // it has left
        const { status, message } = explainClientError(error.code);
        answerRaw(socket, site, status, message);
      });
      return { url: siteOf(null, host, bound).publicUrl, publicUrl, port: bound };
    },

    /** Stops listening, sends subscribers away, lets answers in flight finish; cuts what is left after 8 s. */
    async close(): Promise<void> {
      if (isDraining || !server.listening) return;
      isDraining = true;
      const closed = once(server, 'close');
      server.close();
      sockets?.close();
      watch.close();
      server.closeIdleConnections();
      const timeout = new AbortController();
      const late = wait(closeWithinMs, 'late' as const, { signal: timeout.signal, ref: false }).catch(
        () => 'closed' as const,
      );
      if ((await Promise.race([closed, late])) === 'late') {
        sockets?.terminate();
        server.closeAllConnections();
        await closed;
      }
      timeout.abort();
    },
  };
}

async function listenOn(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new StartRefused(whyNot(error, host, port));
  }
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function whyNot(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use already. Stop what listens there, or set PORT to another one (0 picks a free one).`;
  if (code === 'EACCES') return `Port ${port} needs more rights than this user has. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Set HOST to one of its own, or to 0.0.0.0 for all of them.`;
  return `Listening on ${host}:${port} failed: ${error instanceof Error ? error.message : String(error)}`;
}
