import { Client, fetchExchange, subscriptionExchange } from '@urql/core';

export interface Question {
  variables: Record<string, unknown>;
  answer(data: unknown): void;
  fail(): void;
}

export interface Stream {
  variables: Record<string, unknown>;
  send(activity: unknown): void;
  isOpen: boolean;
}

/** The client of a server that answers when a test says so, and what it was asked. */
export const createSlowServer = () => {
  const questions: Question[] = [];
  const streams: Stream[] = [];
  const ask = (_input: unknown, init?: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { variables } = JSON.parse(String(init?.body));
      questions.push({
        variables,
        answer: (data) =>
          resolve(new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })),
        fail: () => reject(new TypeError('fetch failed')),
      });
    });
  const client = new Client({
    ...{ url: 'http://host/graphql', preferGetMethod: false, requestPolicy: 'network-only', fetch: ask },
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ variables }) => ({
          subscribe(sink) {
            const send = (activity: unknown): void => sink.next({ data: { activity } });
            const stream = { variables: { ...variables }, send, isOpen: true };
            streams.push(stream);
            return {
              unsubscribe() {
                stream.isOpen = false;
              },
            };
          },
        }),
      }),
    ],
  });
  return { client, questions, openStreams: () => streams.filter(({ isOpen }) => isOpen) };
};
