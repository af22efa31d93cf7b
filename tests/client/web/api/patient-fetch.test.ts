import { afterEach, expect, test, vi } from 'vitest';
import { patientFetch } from '../../../../client/web/api/patient-fetch.ts';
import { createGate } from '../../../../client/web/session/gate.ts';

afterEach(() => vi.unstubAllGlobals());

const answers = (...bodies: unknown[]): void => {
  vi.stubGlobal('fetch', async () => Response.json(bodies.shift()));
};
const signedOut = { data: { server: {}, deployment: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] };

test('a request whose session ended waits for the sign-in and is sent again', async () => {
  answers(signedOut, { data: 1 });
  const gate = createGate();
  let waits = 0;
  const waiting = patientFetch(() => {
    waits += 1;
    return gate.wait();
  })('/graphql');
  await vi.waitFor(() => expect(waits).toBe(1));

  gate.open();

  expect(await (await waiting).json()).toEqual({ data: 1 });
});

test('a page that is left stops waiting', async () => {
  answers(signedOut);
  const leaving = new AbortController();
  const gate = createGate();
  const waiting = patientFetch(gate.wait)('/graphql', { signal: leaving.signal });

  setTimeout(() => leaving.abort(new Error('left')));

  await expect(waiting).rejects.toThrow('left');
});

test('a refusal that stays after signing in is told after four times', async () => {
  answers(signedOut, signedOut, signedOut, signedOut);
  let waits = 0;

  const response = await patientFetch(async () => {
    waits += 1;
  })('/graphql');

  expect([waits, await response.json()]).toEqual([3, signedOut]);
});

test('output of a script that looks like the refusal is an answer like any other', async () => {
  const body = { data: { text: '"code":"UNAUTHENTICATED"' } };
  answers(body);

  const response = await patientFetch(() => Promise.reject(new Error('waited')))('/graphql');

  expect(await response.json()).toEqual(body);
});
