import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../helpers/api-client.ts';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { recordingLog } from '../helpers/log.ts';
import { writeService } from '../helpers/services.ts';
import { type BareSocket, connectedSocket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';

/** 100 bytes each: more than the kernel's buffers at both ends hold. */
const lineCount = 200_000;
const everyNumber = Array.from({ length: lineCount }, (_, index) => index + 1);

const { log, lines: said } = recordingLog();
let app: TestApp;
let token: string;
let id: string;
beforeAll(async () => {
  app = await startApp({}, { log, times: { slowReaderMs: 300 } });
  token = await app.signIn();
  id = await longLog(app, token);
}, 90_000);
afterAll(() => app[Symbol.asyncDispose]());

/** Runs a script that prints all the lines; returns its deployment. */
async function longLog({ url, directory }: TestApp, token: string): Promise<string> {
  const api = new ApiClient(url, token);
  const script = `seq -f '%08.0f ${'x'.repeat(90)}' 1 ${lineCount}`;
  await writeService(path.join(directory, 'services'), 'web', { script });
  await api.request('mutation { syncServices { __typename } }');
  const id = await api.start('web');
  await until('the deployment ended', async () => (await api.deployment(id)).finished, 60_000);
  return id;
}

type Event = { seq: number; after: number; chunks?: { text: string }[] };
const document = (after = 0, of = id): string =>
  `subscription { deploymentEvents(id: "${of}", after: ${after}) { seq after ... on LogAppended { chunks { text } } } }`;

test('1013: a socket whose reader takes nothing is closed, and goes on exactly', {
  timeout: 60_000,
}, async () => {
  const slow = await connectedSocket(app.url, token);
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8'];
  for (const key of keys) slow.say({ type: 'subscribe', id: key, payload: { query: document() } });
  await slow.next('next');

  slow.socket.pause();
  await until('the server gave it up', () => said.some((line) => line.includes('a socket was closed')), 20_000);
  slow.socket.resume();

  expect(await slow.closed).toEqual({ code: 1013, reason: expect.stringContaining('Connect again') });
  for (const key of keys.slice(0, 2)) {
    const first = eventsOf(slow, key);
    const again = await connectedSocket(app.url, token);
    again.say({ type: 'subscribe', id: key, payload: { query: document(first.at(-1)?.seq) } });
    await again.next('complete');
    again.socket.close();
    expectWhole([...first, ...eventsOf(again, key)]);
  }
});

test('a slow socket holds back nobody else', { timeout: 60_000 }, async () => {
  await using patient = await startApp({}, { times: { slowReaderMs: 60_000 } });
  const mine = await patient.signIn();
  const query = document(0, await longLog(patient, mine));
  const slow = await connectedSocket(patient.url, mine);
  const quick = await connectedSocket(patient.url, mine);
  slow.say({ type: 'subscribe', id: '1', payload: { query } });
  await slow.next('next');
  slow.socket.pause();

  quick.say({ type: 'subscribe', id: '1', payload: { query } });
  await quick.next('complete');

  expectWhole(eventsOf(quick, '1'));
  quick.socket.close();
  slow.socket.resume();
  await slow.next('complete'); // it was waiting all the time
  expectWhole(eventsOf(slow, '1'));
  slow.socket.close();
});

test('a socket that asks and does not read is read no further once 1 MiB of answers waits', {
  timeout: 60_000,
}, async () => {
  const { socket, say, closed } = await connectedSocket(app.url, token);
  const closedBefore = said.filter((line) => line.includes('a socket was closed')).length;
  const echoed = { type: 'ping', payload: { text: 'x'.repeat(50_000) } };

  socket.pause();
  for (let count = 0; count < 1_000; count += 1) say(echoed); // 50 MB

  await until(
    'the server gave it up',
    () => said.filter((line) => line.includes('a socket was closed')).length > closedBefore,
  );
  expect(socket.bufferedAmount).toBeGreaterThan(25_000_000);
  socket.terminate();
  await closed;
});

test('server-sent events that nobody reads are cut, and go on exactly', { timeout: 60_000 }, async () => {
  const query = (after?: number): string => `/graphql?query=${encodeURIComponent(document(after))}`;
  const first = parsed(await readUntilCut(query()));

  const rest = await fetch(app.url + query(first.at(-1)?.seq), {
    headers: { accept: 'text/event-stream', ...bearer(token) },
  });

  expectWhole([...first, ...parsed(await rest.text())]);
});

test('a download that nobody reads is cut, and goes on after its last line', { timeout: 60_000 }, async () => {
  const first = linesOf(await readUntilCut(`/deployments/${id}/log`));

  const rest = await fetch(`${app.url}/deployments/${id}/log?after=${first.length}`, { headers: bearer(token) });

  expect([...first, ...linesOf(await rest.text())].map(numberOf)).toEqual(everyNumber);
});

/** Stops reading after the headers; returns what still came when it read on after the server had hung up. */
async function readUntilCut(address: string): Promise<string> {
  const cutBefore = said.filter((line) => line.includes('a response was cut')).length;
  const request = get(app.url + address, { headers: { accept: 'text/event-stream', ...bearer(token) } });
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response === undefined) throw new Error('there was no response');
  await until(
    'the server gave it up',
    () => said.filter((line) => line.includes('a response was cut')).length > cutBefore,
  );
  let text = '';
  response.setEncoding('utf8').on('data', (data: string) => {
    text += data;
  });
  const [failure] = await once(response, 'error');
  expect(failure).toMatchObject({ code: 'ECONNRESET' });
  return text;
}

function eventsOf({ received }: BareSocket, id: string): Event[] {
  return received
    .filter((message) => message.type === 'next' && message.id === id)
    .map(({ payload }) => (payload as { data: { deploymentEvents: Event } }).data.deploymentEvents);
}

/** Only whole messages: the last one may have been cut. */
function parsed(text: string): Event[] {
  return [...text.matchAll(/^data: (\{.*)\n\n/gm)].map(([, json = '']) => JSON.parse(json).data.deploymentEvents);
}

/** Only whole lines. */
const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);
const numberOf = (line: string): number => Number(line.slice(0, 8));

function expectWhole(events: Event[]): void {
  const seqs = events.map(({ seq }) => seq);
  expect(events.map(({ after }) => after)).toEqual([0, ...seqs.slice(0, -1)]);
  const lines = events.flatMap(({ chunks = [] }) => chunks.flatMap(({ text }) => text.split('\n')));
  expect(lines.map(numberOf)).toEqual(everyNumber);
}
