import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type SignInPage, safeNext, withNoScript } from './no-script.ts';
import { sendJson, sendText } from './respond.ts';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Sends the sign-in page again, with what was wrong, to a browser without JavaScript. */
export type SendSignIn = (res: ServerResponse, status: number, signIn: SignInPage) => Promise<void>;

/** The web application: its files, and index.html for every other page a browser opens. Anything else is 404 as JSON. */
export function webApp(directory: string) {
  return async (req: IncomingMessage, res: ServerResponse, { pathname, searchParams }: URL): Promise<void> => {
    res.setHeader('vary', 'Accept, Authorization');
    if (req.method !== 'GET' && req.method !== 'HEAD') return notFound(req, res, pathname);
    const file = pathname === '/' ? null : await fileAt(directory, pathname);
    if (file) return sendFile(req, res, file);
    if (!isPage(req) || path.extname(pathname) !== '') return notFound(req, res, pathname);
    const index = await fileAt(directory, '/index.html');
    if (!index) return notBuilt(res);
    const signIn = { next: safeNext(searchParams.get('next')), problem: null };
    if (isKnown(req, res, index)) return;
    sendPage(req, res, 200, withNoScript(await readFile(index.name, 'utf8'), pathname, signIn));
  };
}

/** The sign-in page of the application below the directory. */
export function signInPage(directory: string): SendSignIn {
  return async (res, status, signIn) => {
    const index = await fileAt(directory, '/index.html');
    if (!index) return notBuilt(res);
    res.setHeader('cache-control', 'no-store');
    sendPage(null, res, status, withNoScript(await readFile(index.name, 'utf8'), '/sign-in', signIn));
  };
}

function notBuilt(res: ServerResponse): void {
  sendText(res, 503, 'The web application is not built yet. Run: npm run build\nThe API at /graphql works without it.');
}

function sendPage(req: IncomingMessage | null, res: ServerResponse, status: number, html: string): void {
  // With no-referrer a form would send "Origin: null", and nobody could tell whose form it is.
  res.setHeader('referrer-policy', 'same-origin');
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(html) });
  res.end(req?.method === 'HEAD' ? undefined : html);
}

type File = { name: string; size: number; etag: string; isHashed: boolean };

/** A regular file below the directory; null for everything else, whatever dots and escapes the path holds. */
async function fileAt(directory: string, pathname: string): Promise<File | null> {
  const relative = decoded(pathname);
  if (relative === null || relative.includes('\0') || relative.includes('\\') || relative.includes('/.')) return null;
  const name = path.join(directory, relative);
  if (!name.startsWith(path.join(directory, path.sep))) return null;
  const stats = await stat(name).catch(() => null);
  if (!stats?.isFile()) return null;
  const etag = `"${stats.size.toString(36)}-${Math.trunc(stats.mtimeMs).toString(36)}"`;
  return { name, size: stats.size, etag, isHashed: relative.startsWith('/assets/') };
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null; // an escape that is none: no file has that name
  }
}

async function sendFile(req: IncomingMessage, res: ServerResponse, file: File): Promise<void> {
  if (isKnown(req, res, file)) return;
  const contentType = contentTypes[path.extname(file.name)] ?? 'application/octet-stream';
  res.writeHead(200, { 'content-type': contentType, 'content-length': file.size });
  if (req.method === 'HEAD') res.end();
  else await pipeline(createReadStream(file.name), res);
}

/** Answers 304 to who has it already. */
function isKnown(req: IncomingMessage, res: ServerResponse, file: File): boolean {
  res.setHeader('etag', file.etag);
  // Names below /assets change with their content; everything else is asked for again.
  res.setHeader('cache-control', file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (!req.headers['if-none-match']?.includes(file.etag)) return false;
  res.writeHead(304).end();
  return true;
}

/** A browser opens a page. A script that mistyped an API path must not get HTML with status 200. */
function isPage({ headers }: IncomingMessage): boolean {
  return headers.authorization === undefined && (headers.accept ?? '').includes('text/html');
}

function notFound(req: IncomingMessage, res: ServerResponse, pathname: string): void {
  sendJson(res, 404, { detail: `There is nothing at ${req.method} ${pathname}.` });
}
