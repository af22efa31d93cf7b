import { Provider } from '@urql/solid';
import { render } from 'solid-js/web';
import { App } from './App.tsx';
import { createApi, explain } from './api/client.ts';
import { createLiveSocket } from './api/socket.ts';
import { startClock } from './live/clock.ts';
import { connection, connectionWatcher } from './live/connection.ts';
import { note } from './session/diagnostics.ts';
import { createGate } from './session/gate.ts';
import { createSession, SessionContext } from './session/session.ts';
import { lookForUpdate, watchForUpdates } from './session/updated.ts';
import './styles/tokens.css';
import './styles/ui.css';
import './styles/runs.css';
import './styles/app.css';
import './styles/preferences.css';

const gate = createGate();
const watcher = {
  ...connectionWatcher,
  open(): void {
    const before = connection();
    connectionWatcher.open();
    note('connected');
    if (before.kind === 'lost' && before.tries > 0) void lookForUpdate();
  },
  lost(): void {
    connectionWatcher.lost();
    note('connection lost');
  },
};
const socket = createLiveSocket(
  `${location.origin.replace(/^http/, 'ws')}/graphql`,
  watcher,
  () => void session.load(),
);
const api = createApi(socket.client, {
  waitForSignIn: (signal) => {
    const signedIn = gate.wait(signal);
    void session.load(); // the refusal may be older than a sign-in
    return signedIn;
  },
  onAnswer: () => {
    session.used();
    connectionWatcher.answered();
  },
  onEvent: () => connectionWatcher.event(),
  onNoSubscription: () => connectionWatcher.unneeded(),
  onError: (error) => note(explain(error).message),
});
const session = createSession(api, socket, gate);
const root = document.getElementById('app');

if (!root) throw new Error('index.html has no #app to draw into.');
startClock();
watchForUpdates();
render(
  () => (
    <Provider value={api}>
      <SessionContext.Provider value={session}>
        <App />
      </SessionContext.Provider>
    </Provider>
  ),
  root,
);
