import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { isUnreachable } from '../database-away.ts';
import { databaseUnavailable } from '../graphql/refusal.ts';
import { sessionOf } from './cookies.ts';
import { type Gateway, holderOf, maxMessageBytes, maxStreams, retryAfterSeconds } from './gateway.ts';
import { keepAlive } from './keep-alive.ts';
import { Quota, type Release } from './quota.ts';
import { answerRaw } from './raw-answer.ts';
import { closeSlowSocket, sender } from './slow-socket.ts';
import { type Peer, socketOperations } from './socket-operations.ts';

/** graphql-transport-ws at /graphql. */
export function webSockets(gateway: Gateway) {
  const { site, log } = gateway;
  const quota = new Quota(maxStreams);
  const protocol = makeServer(socketOperations(gateway, quota));
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    // A client of the old protocol is let in just to be told so, with close code 4406.
    handleProtocols: (offered) => (offered.has(transportProtocol) ? transportProtocol : ([...offered][0] ?? false)),
  });

  function connected(socket: WebSocket, request: IncomingMessage, secret: string | null, release: Release): void {
    const peer: Peer = { socket, request, secret, watched: null, release };
    keepAlive(socket);
    closeSlowSocket(socket, request.socket, gateway.times.slowReaderMs, () =>
      log.info('a socket was closed: its reader took nothing'),
    );
    socket.on('error', (error) => log.debug({ err: error }, 'a socket was closed with an error'));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: sender(socket),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            handle(String(data)).catch((error: unknown) => {
              log.error({ err: error }, 'a message of a socket could not be handled');
              if (isUnreachable(error)) socket.close(tryAgainLaterCode, databaseUnavailable);
              else socket.close(internalErrorCode, 'Internal server error');
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
  }

  function whyNot({ url, headers: { origin, cookie, host } }: IncomingMessage): [number, string] | null {
    if (!site.isOwnHost(host)) return [421, `This server does not answer to the name ${host}.`];
    if (url?.split('?')[0] !== '/graphql') return [404, 'Sockets are at /graphql.'];
    const isForeign = origin !== undefined && !site.isOwnOrigin(origin, host);
    if (!isForeign || sessionOf(cookie, site) === null) return null;
    return [403, 'A page of another site may not use your session here.'];
  }

  gateway.watch.onDatabase((isAway) => {
    for (const socket of sockets.clients) socket.send(databasePing(isAway));
  });

  /** The session of the browser, where one of our own pages opened the socket. */
  function ownCookie({ headers }: IncomingMessage): string | null {
    const isOwn = headers.origin !== undefined && site.isOwnOrigin(headers.origin, headers.host);
    return isOwn ? sessionOf(headers.cookie, site) : null;
  }

  return {
    /** Decides before the upgrade: afterwards a page of another site could already send. */
    upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
      const refused = whyNot(req);
      const secret = ownCookie(req);
      const release = refused ? null : quota.take(holderOf(secret, gateway.addressOf(req)));
      if (refused) answerRaw(socket, site, ...refused);
      else if (!release) answerRaw(socket, site, 429, tooManySockets, { 'retry-after': retryAfterSeconds });
      else {
        socket.once('close', release);
        sockets.handleUpgrade(req, socket, head, (webSocket) => connected(webSocket, req, secret, release));
      }
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
const tryAgainLaterCode = 1013;
const tooManySockets = `More than ${maxStreams} sockets are open. Close some, or share one: it carries 20 operations.`;
