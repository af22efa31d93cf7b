import type { ExecutionResult, SubscriptionForwarder } from '@urql/core';
import type { Client, FormattedExecutionResult, SubscribePayload } from 'graphql-ws';
import type { WaitForSignIn } from './patient-fetch.ts';

const againMs = 1_000;

/** A problem the socket cannot solve by trying again. */
export class SubscriptionRefused extends Error {
  override name = 'SubscriptionRefused';
  readonly codes: readonly string[];
  constructor(message: string, codes: readonly string[]) {
    super(message);
    this.codes = codes;
  }
}

/**
 * Exact resume: graphql-ws serialises the payload again on every reconnect, so the `after` of our own payload moves with
 * each event and a lost socket goes on exactly where it stopped. Repeated events are dropped; an event that follows one
 * we never saw (`event.after` above our last seq) subscribes again from the last seq. A session that ended does not end
 * the stream: it goes on after `waitForSignIn`.
 */
export const resumeSubscriptions =
  (socket: Client, onEvent: () => void, waitForSignIn?: WaitForSignIn): SubscriptionForwarder =>
  ({ query = '', variables }) => ({
    subscribe(sink) {
      const payload: Payload = { query, variables: { ...variables } };
      let stop = (): void => undefined;
      let generation = 0;
      let timer: ReturnType<typeof setTimeout> | undefined;

      const open = (): void => {
        generation += 1;
        const mine = generation;
        stop = socket.subscribe<Record<string, unknown>, Record<string, unknown>>(payload, {
          next(result) {
            if (mine !== generation) return;
            const verdict = moveOn(payload, result.data);
            if (verdict === 'gap') return reopen();
            onEvent();
            if (verdict === 'new') sink.next(withoutUndefined(result));
          },
          error(cause) {
            if (mine !== generation) return;
            const refusal = refusalOf(cause);
            if (!refusal) timer = setTimeout(open, againMs);
            else if (waitForSignIn && refusal.codes.includes('UNAUTHENTICATED'))
              void waitForSignIn().then(() => mine === generation && open());
            else sink.error(refusal);
          },
          complete: () => mine === generation && sink.complete(),
        });
      };
      const reopen = (): void => {
        const previous = stop;
        open();
        previous();
      };

      open();
      return {
        unsubscribe() {
          generation += 1;
          clearTimeout(timer);
          stop();
        },
      };
    },
  });

type Payload = SubscribePayload & { variables: Record<string, unknown> };

/** Moves `after` behind the event in `data`. Deployment events count by seq, activity has opaque cursors. */
const moveOn = (payload: Payload, data: Record<string, unknown> | null | undefined): 'new' | 'repeated' | 'gap' => {
  const event: unknown = Object.values(data ?? {})[0];
  if (typeof event !== 'object' || event === null) return 'new';
  if ('cursor' in event) {
    payload.variables.after = event.cursor;
  } else if ('seq' in event && typeof event.seq === 'number') {
    const last = Number(payload.variables.after ?? 0);
    if ('after' in event && typeof event.after === 'number' && event.after > last) return 'gap';
    // News without a place in the order repeats the seq of the event before it.
    if (event.seq === last && 'after' in event && event.after === last) return 'new';
    if (event.seq <= last) return 'repeated';
    payload.variables.after = event.seq;
  }
  return 'new';
};

/** The same result in the shape urql asks for. */
const withoutUndefined = (
  result: FormattedExecutionResult<Record<string, unknown>, Record<string, unknown>>,
): ExecutionResult => ({
  data: result.data ?? null,
  ...(result.errors && { errors: result.errors }),
});

/** The server's own trouble, which may be over at the next try. */
const passing = ['DATABASE_UNAVAILABLE', 'SHUTTING_DOWN'];

/** Errors the server sent as data, and closes that mean "not you"; everything else is a lost connection. */
const refusalOf = (cause: unknown): SubscriptionRefused | null => {
  if (Array.isArray(cause)) {
    const codes = cause.map((error) => String(error?.extensions?.code ?? ''));
    if (codes.some((code) => passing.includes(code))) return null;
    return new SubscriptionRefused(String(cause[0]?.message ?? 'The subscription was refused.'), codes);
  }
  if (cause instanceof CloseEvent && cause.code === 4401)
    return new SubscriptionRefused('Not signed in.', ['UNAUTHENTICATED']);
  return null;
};
