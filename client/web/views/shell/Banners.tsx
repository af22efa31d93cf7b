import { createEffect, createMemo, Show } from 'solid-js';
import { clock } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { databaseAway, knownAt } from '../../live/connection.ts';
import { lostMs } from '../../live/reachable.ts';
import { announce } from '../../session/announce.ts';
import { useSession } from '../../session/session.ts';
import { updated } from '../../session/updated.ts';
import { offlineMs } from './ConnectionChip.tsx';
import { SessionEnd } from './SessionEnd.tsx';

/** What concerns every page. Nothing below them is blanked. */
export const Banners = () => {
  const session = useSession();
  createEffect(() => databaseAway() && announce(away));
  return (
    <>
      <Offline />
      <SessionEnd />
      <Show when={session.stillIn()}>
        <div class="banner" role="alert">
          <Icon name="warn" class="warn" />
          <span>The server did not answer: you are still signed in.</span>
          <button type="button" class="btn" onClick={() => void session.signOut()}>
            Sign out again
          </button>
        </div>
      </Show>
      <Show when={databaseAway()}>
        <p class="banner">
          <Icon name="warn" class="warn" />
          {away}
        </p>
      </Show>
      <Show when={updated()}>
        <div class="banner news">
          <Icon name="sync" />
          <span>FastDeploy was updated.</span>
          <button type="button" class="btn" onClick={() => location.reload()}>
            Reload
          </button>
        </div>
      </Show>
    </>
  );
};

const away = 'The database of FastDeploy does not answer. Runs go on; what they do shows here once it is back.';

/** After half a minute a chip is not enough. */
const Offline = () => {
  const session = useSession();
  const since = createMemo(() => knownAt());
  return (
    <Show when={lostMs() >= offlineMs}>
      <div class="banner">
        <Icon name="warn" class="warn" />
        <span>
          No connection to the server.
          <Show when={since()}>{(at) => <> Showing what was known at {clock(at())}.</>}</Show>
        </span>
        <button type="button" class="btn" onClick={() => session.retryConnection()}>
          Retry now
        </button>
      </div>
    </Show>
  );
};
