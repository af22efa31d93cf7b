import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Message = { type: string; id?: string; payload?: unknown };

/** A bare socket that speaks what a test says: stock clients never break the rules. */
export type BareSocket = {
  socket: WebSocket;
  received: Message[];
  say(message: Message | string): void;
  /** The next message of this type that has not been awaited before. */
  next(type: string): Promise<Message>;
  closed: Promise<{ code: number; reason: string }>;
};

type Options = { protocol?: string; headers?: Record<string, string> };

export async function openSocket(
  url: string,
  { protocol = 'graphql-transport-ws', headers = {} }: Options = {},
): Promise<BareSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, { headers });
  const received: Message[] = [];
  const waiting: (() => void)[] = [];
  const wakeAll = (): void => {
    for (const wake of waiting.splice(0)) wake();
  };
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    wakeAll();
  });
  socket.once('close', wakeAll);
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  await once(socket, 'open');
  const awaited = new Set<Message>();
  const next = async (type: string): Promise<Message> => {
    for (;;) {
      const message = received.find((each) => each.type === type && !awaited.has(each));
      if (message) {
        awaited.add(message);
        return message;
      }
      if (socket.readyState >= WebSocket.CLOSING) throw new Error(`The socket closed before a ${type} message came.`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const say = (message: Message | string): void =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  return { socket, received, say, next, closed };
}

/** A socket that is connected as the holder of the token. */
export async function connectedSocket(url: string, token: string): Promise<BareSocket> {
  const bare = await openSocket(url);
  bare.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await bare.next('connection_ack');
  return bare;
}

/** The status with which an upgrade was refused; null when it was not. */
export async function upgradeStatus(url: string, headers: Record<string, string>): Promise<number | null> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.once('open', () => {
      socket.terminate();
      resolve(null);
    });
    socket.once('error', reject);
  });
}
