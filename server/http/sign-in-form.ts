import type { IncomingMessage, ServerResponse } from 'node:http';
import { InvalidCredentialsError, TooManyAttemptsError } from '../errors.ts';
import { BodyTooLarge, readBody } from './body.ts';
import { setSession } from './cookies.ts';
import { isForeign } from './credential.ts';
import type { Gateway } from './gateway.ts';
import { safeNext } from './no-script.ts';
import { sendText } from './respond.ts';
import type { SendSignIn } from './static.ts';

const maxFormBytes = 8 * 1024;

/** POST /sign-in: the plain form of a browser without JavaScript. Only a page of ours may send it. */
export async function signInByForm(
  gateway: Gateway,
  req: IncomingMessage,
  res: ServerResponse,
  sendSignIn: SendSignIn,
): Promise<void> {
  const { site, operations } = gateway;
  if (isForeign(req, site)) return sendText(res, 403, 'A page of another site may not sign you in here.');
  if (!isForm(req.headers['content-type']))
    return sendText(res, 415, 'Send content-type: application/x-www-form-urlencoded.');
  const form = await formOf(req);
  if (form === null) return sendText(res, 413, `The form is larger than ${maxFormBytes / 1024} KiB.`);
  const next = safeNext(form.get('next'));
  const input = {
    name: form.get('name') ?? '',
    password: form.get('password') ?? '',
    remember: form.has('remember'),
  };
  try {
    const { viewer } = await operations.access.viewerOf(null, gateway.addressOf(req));
    const session = await operations.access.signIn(viewer, input);
    res.appendHeader('set-cookie', setSession(session, site));
    res.writeHead(303, { location: next, 'cache-control': 'no-store', 'content-length': 0 }).end();
  } catch (error) {
    if (error instanceof TooManyAttemptsError) res.setHeader('retry-after', error.retryAfterSeconds);
    else if (!(error instanceof InvalidCredentialsError)) throw error;
    const status = error instanceof TooManyAttemptsError ? 429 : 401;
    await sendSignIn(res, status, { next, problem: error.message });
  }
}

function isForm(contentType = ''): boolean {
  return /^application\/x-www-form-urlencoded *(;|$)/i.test(contentType);
}

async function formOf(req: IncomingMessage): Promise<URLSearchParams | null> {
  try {
    return new URLSearchParams(String(await readBody(req, maxFormBytes)));
  } catch (error) {
    if (error instanceof BodyTooLarge) return null;
    throw error;
  }
}
