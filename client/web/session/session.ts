import type { Client } from '@urql/core';
import { type Accessor, createContext, createSignal, useContext } from 'solid-js';
import { explain } from '../api/client.ts';
import {
  SessionDocument,
  type SessionQuery,
  SignInDocument,
  SignInOnceDocument,
  SignOutDocument,
} from '../api/generated/graphql.ts';
import type { LiveSocket } from '../api/socket.ts';
import { setServerTime } from '../live/clock.ts';
import type { Gate } from './gate.ts';
import { forgetRecent } from './recent.ts';
import { createStored } from './stored.ts';

export type Viewer = NonNullable<SessionQuery['viewer']>;

/** Why signing in did not work, as a sentence; null: it did. */
export type SignInProblem = { message: string; retryAfterSeconds: number } | null;

/** So old may be what is known of the end of a session that is being used. */
const refreshMs = 600_000;

/** `expired`: the session ended under an open page, which waits; `out`: nobody was signed in, or somebody left. */
export type SessionState = 'unknown' | 'in' | 'expired' | 'out';

export interface Session {
  /** The last one that was known, also while the session is expired. */
  viewer: Accessor<Viewer | null>;
  state: Accessor<SessionState>;
  /** Somebody was signed in here before or is now: pages may ask for their data without waiting for the answer. */
  likely: Accessor<boolean>;
  /** When the session ends unless it is used before, on the server's clock; null: not known. */
  endsAt: Accessor<number | null>;
  /** Something was asked: each use moves the end of a session that slides. */
  used(): void;
  /** Uses the session now. False: its end is fixed, and only a new sign-in moves it. */
  stay(): Promise<boolean>;
  /** Stop waiting for the next try of the lost connection. */
  retryConnection(): void;
  load(): Promise<void>;
  signIn(name: string, password: string, remember: boolean): Promise<SignInProblem>;
  signInOnce(code: string): Promise<SignInProblem>;
  signOut(): Promise<void>;
  /** A sign-out got no answer: whoever opens this browser is still signed in. */
  stillIn: Accessor<boolean>;
}

/** Who is signed in. The credential itself is an HttpOnly cookie that this code never sees. */
export const createSession = (api: Client, socket: LiveSocket, gate: Gate): Session => {
  const [viewer, setViewer] = createSignal<Viewer | null>(null);
  const [state, setState] = createSignal<SessionState>('unknown');
  const [endsAt, setEndsAt] = createSignal<number | null>(null);
  const [stillIn, setStillIn] = createSignal(false);
  const [seen, setSeen] = createStored('session', ['no', 'yes'], 'no');
  /** These ask who is signed in and must not wait until somebody is. */
  const direct = { fetch };

  const expire = (): void => {
    if (state() === 'in') setState('expired');
    else if (state() === 'unknown') leave();
  };
  const leave = (): void => {
    setViewer(null);
    setSeen('no');
    setState('out');
  };
  let asked = 0;
  let askedAt = 0;
  /** The last question counts: the answer to one that was asked before a sign-in says nothing any more. */
  const load = async (): Promise<void> => {
    asked += 1;
    askedAt = Date.now();
    const mine = asked;
    const { data } = await api.query(SessionDocument.toString(), {}, direct).toPromise();
    if (!data || mine !== asked) return;
    setServerTime(data.server.timeNow);
    if (!data.viewer) return expire();
    const before = viewer()?.user?.id;
    if (before !== undefined && before !== data.viewer.user?.id) return location.reload();
    setViewer(data.viewer);
    setEndsAt(data.viewer.token ? Date.parse(data.viewer.token.expiresAt) : null);
    setSeen('yes');
    setState('in');
    gate.open();
  };
  const entered = async (): Promise<null> => {
    socket.reconnect();
    await load();
    socket.retryNow();
    return null;
  };

  return {
    viewer,
    state,
    endsAt,
    likely: () => seen() === 'yes',
    load,
    used() {
      if (state() === 'in' && Date.now() - askedAt > refreshMs) void load();
    },
    async stay() {
      const before = endsAt() ?? 0;
      await load();
      return (endsAt() ?? 0) > before;
    },
    retryConnection: () => socket.retryNow(),
    async signIn(name, password, remember) {
      const { data, error } = await api
        .mutation(SignInDocument.toString(), { input: { name, password, remember } }, direct)
        .toPromise();
      if (error || !data) return { message: error ? explain(error).message : 'No answer.', retryAfterSeconds: 0 };
      const result = data.signIn;
      if (result.__typename === 'SignInSuccess') return entered();
      return {
        message: result.message,
        retryAfterSeconds: 'retryAfterSeconds' in result ? result.retryAfterSeconds : 0,
      };
    },
    async signInOnce(code) {
      const { data, error } = await api.mutation(SignInOnceDocument.toString(), { code }, direct).toPromise();
      if (error || !data) return { message: error ? explain(error).message : 'No answer.', retryAfterSeconds: 0 };
      if (data.signInOnce.__typename === 'SignInSuccess') return entered();
      return { message: data.signInOnce.message, retryAfterSeconds: 0 };
    },
    async signOut() {
      const { error } = await api.mutation(SignOutDocument.toString(), {}, direct).toPromise();
      setStillIn(Boolean(error?.networkError));
      if (stillIn()) return;
      forgetRecent();
      leave();
      socket.reconnect();
    },
    stillIn,
  };
};

export const SessionContext = createContext<Session>();

export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session: main.tsx provides it.');
  return session;
};
