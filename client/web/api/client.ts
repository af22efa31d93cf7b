import {
  Client,
  type CombinedError,
  cacheExchange,
  fetchExchange,
  mapExchange,
  subscriptionExchange,
} from '@urql/core';
import type { Client as SocketClient } from 'graphql-ws';
import { noticeNone } from './notice-none.ts';
import { patientFetch, type WaitForSignIn } from './patient-fetch.ts';
import { resumeSubscriptions } from './resume.ts';

export interface ApiHooks {
  /** An answer said that nobody is signed in (any more); resolves when it is worth to ask again. */
  waitForSignIn: WaitForSignIn;
  /** The server answered a query or a mutation. */
  onAnswer(): void;
  /** Something arrived over a subscription. */
  onEvent(): void;
  /** Nothing on the page is subscribed to any more. */
  onNoSubscription(): void;
  /** What went wrong, for the diagnostics. */
  onError(error: CombinedError): void;
}

/** The context of a query that goes with what is live already, and makes no request of its own. */
export const overSocket = { overSocket: true };

/** The only way the pages talk to the server: queries and mutations over HTTP, what is live over the socket. */
export const createApi = (socket: SocketClient, hooks: ApiHooks): Client =>
  new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetch: patientFetch(hooks.waitForSignIn),
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [
      mapExchange({
        onError: hooks.onError,
        onResult: ({ operation, error }) => {
          if (operation.kind !== 'subscription' && !error?.networkError) hooks.onAnswer();
        },
      }),
      cacheExchange,
      subscriptionExchange({
        isSubscriptionOperation: ({ kind, context }) => kind === 'subscription' || context.overSocket === true,
        forwardSubscription: noticeNone(
          resumeSubscriptions(socket, hooks.onEvent, hooks.waitForSignIn),
          hooks.onNoSubscription,
        ),
      }),
      fetchExchange,
    ],
  });

/** One sentence a person can act on, and the number to find it again in the server's log. */
export const explain = (error: CombinedError): Explanation => {
  const first = error.graphQLErrors[0];
  if (!first) return { message: noAnswer, requestId: null, code: null };
  const { requestId, code } = first.extensions;
  return { message: first.message, requestId: textOf(requestId), code: textOf(code) };
};

export interface Explanation {
  message: string;
  requestId: string | null;
  code: string | null;
}

export const noAnswer = 'The server did not answer. Is it running, and is this computer online?';

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
