import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { sessionOf } from './cookies.ts';
import { type Gateway, maxMessageBytes } from './gateway.ts';
import { keepAlive } from './keep-alive.ts';
import { type Peer, socketOperations } from './socket-operations.ts';

/** graphql-transport-ws at /graphql. */
export function webSockets(gateway: Gateway) {
  const { site, log } = gateway;
  const protocol = makeServer(socketOperations(gateway));
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    // A client of the old protocol is let in just to be told so, with close code 4406.
    handleProtocols: (offered) => (offered.has(transportProtocol) ? transportProtocol : ([...offered][0] ?? false)),
  });

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const peer: Peer = { socket, request, secret: ownCookie(request), watched: null, isCounted: false };
    keepAlive(socket);
    socket.on('error', (error) => log.debug({ err: error }, 'a socket was closed with an error'));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(socket, data),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            handle(String(data)).catch((error: unknown) => {
              log.error({ err: error }, 'a message of a socket could not be handled');
              socket.close(internalErrorCode, 'Internal server error');
            });
          });
        },
      },
      peer,
    );
    socket.once('close', (code, reason) => {
      closed(code, String(reason)).catch((error: unknown) =>
        log.error({ err: error }, 'a socket did not close cleanly'),
      );
    });
  });

  gateway.watch.onDatabase((isAway) => {
    for (const socket of sockets.clients) void send(socket, databasePing(isAway));
  });

  /** The session of the browser, where one of our own pages opened the socket. */
  function ownCookie({ headers }: IncomingMessage): string | null {
    const isOwn = headers.origin !== undefined && site.isOwnOrigin(headers.origin, headers.host);
    return isOwn ? sessionOf(headers.cookie, site) : null;
  }

  return {
    /** Decides before the upgrade: afterwards a page of another site could already send. */
    upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
      const { origin, cookie, host } = req.headers;
      const isForeign = origin !== undefined && !site.isOwnOrigin(origin, host);
      if (!site.isOwnHost(host)) refuse(socket, '421 Misdirected Request');
      else if (req.url?.split('?')[0] !== '/graphql') refuse(socket, '404 Not Found');
      else if (isForeign && sessionOf(cookie, site) !== null) refuse(socket, '403 Forbidden');
      else sockets.handleUpgrade(req, socket, head, (webSocket) => sockets.emit('connection', webSocket, req));
    },
    /** Sends everybody away in good order; a client connects again elsewhere. */
    close(): void {
      for (const socket of sockets.clients) socket.close(goingAwayCode, 'Going away');
    },
    /** Cuts who has not gone. */
    terminate(): void {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

/** A ping may carry anything; clients that do not know this answer it like any other. */
const databasePing = (isAway: boolean): string =>
  JSON.stringify({ type: 'ping', payload: { database: isAway ? 'away' : 'here' } });

const transportProtocol = 'graphql-transport-ws';
const goingAwayCode = 1001;
const internalErrorCode = 4500;

/** Settles when the bytes left: that is what makes a slow reader slow down its own stream and nobody else's. */
function send(socket: WebSocket, data: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve) => socket.send(data, () => resolve()));
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
