import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { securityHeaders } from './security-headers.ts';
import type { Site } from './site.ts';

/**
 * Answers where Node has no response for us: before an upgrade, and to what is no request. Closes the connection on both
 * sides: a peer that keeps its own one open would hold it, and no quota counts that.
 */
export function answerRaw(
  socket: Duplex,
  site: Pick<Site, 'isSecure'>,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  const body = `${message}\n`;
  const all = {
    ...securityHeaders(site),
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.on('error', () => {}); // reset by a peer that wants no answer; Node listens no longer when it emits `upgrade`
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** What a client did that sent no request that can be read, by the code of Node's error. */
export function explainClientError(code: string | undefined): { status: number; message: string } {
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, message: 'The headers are larger than 16 KiB.' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, message: 'The request came too slowly.' };
  return { status: 400, message: 'This is not HTTP that can be read.' };
}
