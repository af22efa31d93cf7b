import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** While more than this waits for the reader, nothing it says is read either: answers would only add to it. */
const maxBacklogBytes = 1024 * 1024;
const tryAgainLaterCode = 1013;

/**
 * How a socket is written to. `send` settles when the bytes left: a slow reader slows down its own streams and nobody
 * else's, and no more than one message of each waits.
 */
export function sender(socket: WebSocket): (data: string) => Promise<void> {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const sent = (): void => {
    if (socket.isPaused && socket.bufferedAmount <= maxBacklogBytes) socket.resume();
  };
  return (data) => {
    if (socket.readyState !== socket.OPEN) return closed; // a stream makes nothing more for nobody
    return new Promise((resolve) => {
      socket.send(data, () => {
        sent();
        resolve();
      });
      if (socket.bufferedAmount > maxBacklogBytes) socket.pause();
    });
  };
}

/** Closes a socket whose reader took nothing for `patienceMs` of what waits for it; it goes on after the last `seq` it has. */
export function closeSlowSocket(socket: WebSocket, connection: Socket, patienceMs: number, onSlow: () => void): void {
  connection.setTimeout(patienceMs); // begins again with each byte that moves, in either direction
  connection.on('timeout', () => {
    if (socket.bufferedAmount === 0 || socket.readyState !== socket.OPEN) return; // only quiet
    onSlow();
    socket.resume(); // its answer to our closing must be heard
    socket.close(tryAgainLaterCode, 'Too slow. Connect again and go on after the last seq.');
  });
}
