import {
  Client,
  type CombinedError,
  cacheExchange,
  fetchExchange,
  mapExchange,
  subscriptionExchange,
} from '@urql/core';
import type { Client as SocketClient } from 'graphql-ws';
import { resumeSubscriptions, SubscriptionRefused } from './resume.ts';

export interface ApiHooks {
  /** Any answer said that nobody is signed in (any more). */
  onSignedOut(): void;
  /** Something arrived over a subscription. */
  onEvent(): void;
}

/** The only way the pages talk to the server: queries and mutations over HTTP, subscriptions over the socket. */
export const createApi = (socket: SocketClient, hooks: ApiHooks): Client =>
  new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [
      mapExchange({ onError: (error) => isSignedOut(error) && hooks.onSignedOut() }),
      cacheExchange,
      fetchExchange,
      subscriptionExchange({ forwardSubscription: resumeSubscriptions(socket, hooks.onEvent) }),
    ],
  });

export const isSignedOut = (error: CombinedError): boolean =>
  error.graphQLErrors.some((each) => each.extensions.code === 'UNAUTHENTICATED') ||
  (error.networkError instanceof SubscriptionRefused && error.networkError.codes.includes('UNAUTHENTICATED'));

/** One sentence a person can act on, and the number to find it again in the server's log. */
export const explain = (error: CombinedError): { message: string; requestId: string | null } => {
  const first = error.graphQLErrors[0];
  if (first) return { message: first.message, requestId: String(first.extensions.requestId ?? '') || null };
  return { message: 'The server did not answer. Is it running, and is this computer online?', requestId: null };
};
