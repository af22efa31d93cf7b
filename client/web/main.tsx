import { Provider } from '@urql/solid';
import { render } from 'solid-js/web';
import { App } from './App.tsx';
import { createApi } from './api/client.ts';
import { createLiveSocket } from './api/socket.ts';
import { startClock } from './live/clock.ts';
import { connectionWatcher } from './live/connection.ts';
import { createSession, SessionContext } from './session/session.ts';
import './styles/tokens.css';
import './styles/ui.css';
import './styles/runs.css';
import './styles/app.css';

const socket = createLiveSocket(
  `${location.origin.replace(/^http/, 'ws')}/graphql`,
  connectionWatcher,
  () => void session.load(),
);
const api = createApi(socket.client, {
  onSignedOut: () => session.expire(),
  onEvent: () => connectionWatcher.event(),
});
const session = createSession(api, socket);
const root = document.getElementById('app');

if (!root) throw new Error('index.html has no #app to draw into.');
startClock();
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
