import { useClient } from '@urql/solid';
import { For, Show } from 'solid-js';
import {
  AccountPageDocument,
  type AccountPageQuery,
  RevokeTokenDocument,
  type RevokeTokenMutation,
} from '../../api/generated/graphql.ts';
import { Ago } from '../../components/Ago.tsx';
import { createListing } from '../../live/listing.ts';
import { useSession } from '../../session/session.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { reloadKeepingFocus } from './keep-focus.ts';
import { SettingsPage } from './SettingsPage.tsx';
import { SignOutEverywhere } from './SignOutEverywhere.tsx';
import { roleWords, scopeWords } from './words.ts';

type Account = NonNullable<AccountPageQuery['viewer']>;
type OwnSession = NonNullable<Account['user']>['sessions'][number];

/** `/settings/account`: one's own rights, password and sessions; for everybody. */
export const AccountView = () => {
  const client = useClient();
  const listing = createListing<AccountPageQuery, OwnSession>(
    () => client.query<AccountPageQuery>(AccountPageDocument.toString(), {}).toPromise(),
    ({ viewer }) => ({ nodes: viewer?.user?.sessions ?? [], pageInfo: { hasNextPage: false, endCursor: null } }),
  );
  const reload = (): void => void reloadKeepingFocus(listing);
  const end = async (id: string): Promise<void> => {
    await client.mutation<RevokeTokenMutation>(RevokeTokenDocument.toString(), { id }).toPromise();
    reload();
  };
  return (
    <SettingsPage tab="Account" state={listing.view.state} retry={reload}>
      <Show when={listing.data()?.viewer}>
        {(viewer) => (
          <div class="account">
            <Rights viewer={viewer()} />
            <ChangePassword needsCurrent={viewer().needsCurrentPassword} onDone={reload} />
            <Sessions sessions={listing.view.rows} current={viewer().token?.id} end={(id) => void end(id)} />
          </div>
        )}
      </Show>
    </SettingsPage>
  );
};

const Rights = (props: { viewer: Account }) => {
  const session = useSession();
  const scope = (): string => {
    const user = props.viewer.user;
    return user ? scopeWords(user.role === 'ADMIN' ? 'ALL' : user.serviceScope, user.grants) : '';
  };
  return (
    <section aria-label="Who you are">
      <h2>{props.viewer.user?.name}</h2>
      <p class="m">
        <Show when={props.viewer.role}>{(role) => <>{roleWords[role()]}, </>}</Show>
        {scope()}
      </p>
      <p>
        <button type="button" class="btn" onClick={() => void session.signOut()}>
          Sign out
        </button>
      </p>
    </section>
  );
};

interface SessionsProps {
  sessions: readonly OwnSession[];
  current: string | undefined;
  end: (id: string) => void;
}

const Sessions = (props: SessionsProps) => (
  <section aria-label="Sessions">
    <h2>Sessions</h2>
    <ul class="sessions">
      <For each={props.sessions}>
        {(session) => (
          <li class="x">
            <div class="session">
              <span class="b">{session.id === props.current ? 'This one' : session.label}</span>{' '}
              <span class="m sm">
                since <Ago at={session.createdAt} />
                <Show when={session.lastUsedAt}>
                  {(at) => (
                    <>
                      , used <Ago at={at()} />
                    </>
                  )}
                </Show>
                <Show when={session.lastUsedFrom}>{(from) => <> from {from()}</>}</Show>
              </span>
            </div>
            <Show when={session.id !== props.current}>
              <button type="button" class="btn sp" onClick={() => props.end(session.id)}>
                End<span class="sr"> session {session.prefix}</span>
              </button>
            </Show>
          </li>
        )}
      </For>
    </ul>
    <SignOutEverywhere count={props.sessions.length} />
  </section>
);
