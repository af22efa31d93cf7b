import type { WebSocket } from 'ws';

/** Well below the minute after which proxies close a silent connection. */
const pingMs = 12_000;

/** Pings, and cuts a peer that did not answer the ping before. */
export function keepAlive(socket: WebSocket): void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingMs);
  socket.once('close', () => clearInterval(timer));
}
