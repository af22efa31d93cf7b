import { BlockList, isIP } from 'node:net';

/** How this server is reached, and what follows from it. */
export type Site = {
  /** Without a slash at the end. */
  publicUrl: string;
  /** Cookies must be Secure. */
  isSecure: boolean;
  /** The request came to a name of ours. False only on a loopback address, where a foreign name means DNS rebinding. */
  isOwnHost(host: string | undefined): boolean;
  /** A page of this origin may use the browser's session here. */
  isOwnOrigin(origin: string, host: string | undefined): boolean;
};

/** `publicUrl` as configured; null: what people type is the address itself. */
export function siteOf(publicUrl: string | null, host: string, port: number): Site {
  const url = new URL(publicUrl ?? `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`);
  const checksHost = publicUrl === null && isLoopback(host);
  return {
    publicUrl: url.href.replace(/\/$/, ''),
    isSecure: url.protocol === 'https:',
    isOwnHost: (given) => !checksHost || isLoopback(nameOf(given)),
    isOwnOrigin: (origin, given) =>
      origin === url.origin || (given !== undefined && hostOf(origin) === given.toLowerCase()),
  };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** `[::1]:8000` and `localhost:8000` without port and brackets. */
function nameOf(host = ''): string {
  return host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
