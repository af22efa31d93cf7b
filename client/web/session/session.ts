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
import { createStored } from './stored.ts';

export type Viewer = NonNullable<SessionQuery['viewer']>;

/** Why signing in did not work, as a sentence; null: it did. */
export type SignInProblem = { message: string; retryAfterSeconds: number } | null;

export interface Session {
  viewer: Accessor<Viewer | null>;
  /** True once the server said that nobody is signed in. */
  signedOut: Accessor<boolean>;
  /** Somebody was signed in here before or is now: pages may ask for their data without waiting for the answer. */
  likely: Accessor<boolean>;
  /** Stop waiting for the next try of the lost connection. */
  retryConnection(): void;
  load(): Promise<void>;
  signIn(name: string, password: string, remember: boolean): Promise<SignInProblem>;
  signInOnce(code: string): Promise<SignInProblem>;
  signOut(): Promise<void>;
  expire(): void;
}

/** Who is signed in. The credential itself is an HttpOnly cookie that this code never sees. */
export const createSession = (api: Client, socket: LiveSocket): Session => {
  const [viewer, setViewer] = createSignal<Viewer | null>(null);
  const [signedOut, setSignedOut] = createSignal(false);
  const [seen, setSeen] = createStored('session', ['no', 'yes'], 'no');

  const load = async (): Promise<void> => {
    const { data } = await api.query(SessionDocument.toString(), {}).toPromise();
    if (!data) return;
    setServerTime(data.server.timeNow);
    setViewer(data.viewer);
    setSignedOut(data.viewer === null);
    setSeen(data.viewer ? 'yes' : 'no');
  };
  const entered = async (): Promise<null> => {
    socket.reconnect();
    await load();
    return null;
  };
  const expire = (): void => {
    setViewer(null);
    setSignedOut(true);
    setSeen('no');
  };

  return {
    viewer,
    signedOut,
    likely: () => seen() === 'yes',
    load,
    expire,
    retryConnection: () => socket.retryNow(),
    async signIn(name, password, remember) {
      const { data, error } = await api
        .mutation(SignInDocument.toString(), { input: { name, password, remember } })
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
      const { data, error } = await api.mutation(SignInOnceDocument.toString(), { code }).toPromise();
      if (error || !data) return { message: error ? explain(error).message : 'No answer.', retryAfterSeconds: 0 };
      if (data.signInOnce.__typename === 'SignInSuccess') return entered();
      return { message: data.signInOnce.message, retryAfterSeconds: 0 };
    },
    async signOut() {
      await api.mutation(SignOutDocument.toString(), {}).toPromise();
      expire();
      socket.reconnect();
    },
  };
};

export const SessionContext = createContext<Session>();

export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session: main.tsx provides it.');
  return session;
};
