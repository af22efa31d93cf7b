import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { CloseCode, type Context as Connection, type ServerOptions } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { bearerOf } from '../access/credentials.ts';
import type { Ended } from '../access/sessions.ts';
import { type Context, contextOf } from '../graphql/context.ts';
import type { Responses } from '../graphql/ended-stream.ts';
import { execute, parse, subscribe, validate } from '../graphql/engine.ts';
import { publicError, withoutStatus } from '../graphql/masking.ts';
import { refusal } from '../graphql/refusal.ts';
import { schema } from '../schema.ts';
import { CredentialEnded, type Watched } from './credential-watch.ts';
import { type Gateway, holderOf, maxStreams } from './gateway.ts';
import type { Quota, Release } from './quota.ts';

/** The other end of a socket. */
export type Peer = {
  socket: WebSocket;
  request: IncomingMessage;
  /** Of our own page's cookie, until the connection says another. */
  secret: string | null;
  /** From the connection's acknowledgement on. */
  watched: Watched | null;
  /** Gives its place among the open sockets of its holder back. */
  release: Release;
};

export const maxOperations = 20;

type Params = Record<string, unknown> | undefined;

/** Who may connect and what each of their operations runs with. */
export function socketOperations(gateway: Gateway, quota: Quota): ServerOptions<Params, Peer> {
  const { operations, watch, addressOf, log } = gateway;

  /** Until it said who it is, a socket counted for its page's session or its address. False: there is no place left. */
  function isCountedFor(peer: Peer, secret: string | null): boolean {
    if (secret === peer.secret) return true;
    const release = quota.take(holderOf(secret, addressOf(peer.request)));
    if (release === null) return false;
    peer.release();
    Object.assign(peer, { secret, release });
    return true;
  }

  async function connect({ extra: peer, connectionParams }: Connection<Params, Peer>): Promise<void> {
    const secret = tokenOf(connectionParams) ?? bearerOf(peer.request.headers.authorization) ?? peer.secret;
    const { viewer, credential } = await operations.access.viewerOf(secret, addressOf(peer.request));
    if (credential === 'UNKNOWN' || credential === 'REVOKED') return turnAway(peer, 'REVOKED');
    if (credential === 'EXPIRED') return turnAway(peer, 'EXPIRED');
    if (peer.socket.readyState !== peer.socket.OPEN) return;
    if (!isCountedFor(peer, secret))
      return peer.socket.close(
        CloseCode.TooManyInitialisationRequests,
        `Too many sockets: ${maxStreams} are open with this token`,
      );
    const watched = watch.watch(viewer);
    peer.watched = watched;
    watched.ended.addEventListener('abort', () => turnAway(peer, endedBecause(watched.ended.reason)), { once: true });
  }

  /** Asks again whose credential it is: rights may have changed since the connection was made. */
  async function contextFor(peer: Peer, listener: Watched): Promise<Context> {
    const { viewer } = await operations.access.viewerOf(peer.secret, addressOf(peer.request));
    if (viewer.token !== null) listener.learn(viewer);
    return contextOf(gateway, { viewer, requestId: randomUUID(), listener, cookie: noCookie });
  }

  return {
    onConnect: async (connection) => connect(connection),
    onClose: ({ extra: peer }) => {
      peer.watched?.release();
      peer.release();
    },
    onSubscribe: async ({ extra: peer, subscriptions }, _id, { query, operationName, variables }) => {
      if (peer.watched === null) return [notConnected()];
      if (Object.keys(subscriptions).length > maxOperations) return [tooMany()];
      try {
        const document = parse(query);
        const contextValue = await contextFor(peer, peer.watched);
        const errors = validate(schema, document, contextValue.viewer);
        if (errors.length > 0) return errors.map(withoutStatus);
        return { schema, document, operationName, variableValues: variables, contextValue };
      } catch (error) {
        return [withoutStatus(publicError(error, { requestId: randomUUID(), log }))];
      }
    },
    execute: async (args) => withoutStatuses(await execute(args)),
    subscribe: async (args) => endingInError(await subscribe(args)),
    onError: (_connection, _id, _payload, [error]) =>
      error?.cause instanceof EndedInErrors ? error.cause.errors.map((each) => each.toJSON()) : undefined,
  };
}

/** Clients come again after Forbidden, with a new credential of the same person, and give up after Unauthorized. */
function turnAway({ socket }: Peer, why: Ended): void {
  if (why === 'EXPIRED') socket.close(CloseCode.Forbidden, 'Forbidden');
  else socket.close(CloseCode.Unauthorized, 'Unauthorized');
}

const endedBecause = (reason: unknown): Ended => (reason instanceof CredentialEnded ? reason.why : 'EXPIRED');

/** `connectionParams: { authorization }`, with or without `Bearer`. */
function tokenOf(params: Params): string | null {
  const given = params?.authorization ?? params?.Authorization;
  return bearerOf(given) ?? (typeof given === 'string' && /^\S+$/.test(given) ? given : null);
}

function withoutStatuses<Result extends ExecutionResult>(result: Result): Result {
  return result.errors ? { ...result, errors: result.errors.map(withoutStatus) } : result;
}

class EndedInErrors extends Error {
  readonly errors: readonly GraphQLError[];
  constructor(errors: readonly GraphQLError[]) {
    super('The stream ended with errors.');
    this.errors = errors;
  }
}

/** On a socket a subscription that cannot begin or go on ends with an `error` message: clients try again or give up by its code. */
function endingInError(result: Responses | ExecutionResult): Responses {
  if (!(Symbol.asyncIterator in result)) return endingInError(only(withoutStatuses(result)));
  const stream: Responses = {
    ...result,
    async next() {
      const step = await result.next();
      if (!step.done && step.value.errors && !('data' in step.value)) throw new EndedInErrors(step.value.errors);
      return step;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

async function* only(result: ExecutionResult): Responses {
  yield result;
}

const noCookie = { set: (): void => {}, clear: (): void => {} };
const notConnected = (): GraphQLError => withoutStatus(refusal('UNAUTHENTICATED', 401, 'This connection was refused.'));
const tooMany = (): GraphQLError =>
  withoutStatus(refusal('RATE_LIMITED', 429, `A socket carries at most ${maxOperations} operations at a time.`));
