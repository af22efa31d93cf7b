import { useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createMemo, createSignal, Show } from 'solid-js';
import { Choose } from '../../components/Choose.tsx';
import { FilterBox } from '../../components/FilterBox.tsx';
import { Icon } from '../../components/Icon.tsx';
import { SettingsGate } from '../shell/SettingsFrame.tsx';
import { reloadKeepingFocus } from './keep-focus.ts';
import { LoadMore } from './LoadMore.tsx';
import { SettingsPage } from './SettingsPage.tsx';
import { type UserDialog, UserDialogs } from './UserDialogs.tsx';
import { UserTable } from './UserTable.tsx';
import { createUsers, isUserFiltered, noUserFilter, showUsers, type UserParams } from './users.ts';

/** `/settings/users`: who may do what; for administrators. */
export const UsersView = () => (
  <SettingsGate tab="Users">
    <Users />
  </SettingsGate>
);

const Users = () => {
  const [params, setParams] = useSearchParams<UserParams>();
  const filter = createMemo(() => ({ q: params.q, show: params.show }));
  const listing = createUsers(useClient(), filter, () => params.after ?? null);
  const [dialog, setDialog] = createSignal<UserDialog | null>(null);
  const change = (next: UserParams, options?: { replace: boolean }) => setParams({ ...next, after: '' }, options);

  return (
    <>
      <SettingsPage
        tab="Users"
        state={listing.view.state}
        retry={() => void listing.reload()}
        actions={
          <button type="button" class="btn p" onClick={() => setDialog({ kind: 'new' })}>
            <Icon name="plus" />
            New user
          </button>
        }
      >
        <Filters params={params} change={change} />
        <Show when={listing.view.rows.length > 0} fallback={<Nobody change={change} />}>
          <UserTable
            users={listing.view.rows}
            self={listing.data()?.viewer?.user?.id}
            edit={(user) => setDialog({ kind: 'edit', user })}
          />
        </Show>
        <LoadMore next={listing.view.next} load={listing.loadMore} />
      </SettingsPage>
      <UserDialogs
        dialog={dialog()}
        data={listing.data()}
        open={setDialog}
        changed={() => void reloadKeepingFocus(listing)}
      />
    </>
  );
};

interface FiltersProps {
  params: Partial<UserParams>;
  change: (next: UserParams, options?: { replace: boolean }) => void;
}

const Filters = (props: FiltersProps) => (
  <div class="settings-filters">
    <FilterBox
      label="Filter users"
      value={props.params.q ?? ''}
      onInput={(q) => props.change({ q }, { replace: true })}
    />
    <fieldset class="strip picks" aria-label="Filters">
      <Choose
        name="Enabled and disabled"
        value={props.params.show}
        choices={showUsers}
        onChoose={(show) => props.change({ show })}
      />
      <Show when={isUserFiltered(props.params)}>
        <button type="button" class="btn q" onClick={() => props.change(noUserFilter)}>
          Clear
        </button>
      </Show>
    </fieldset>
  </div>
);

const Nobody = (props: { change: FiltersProps['change'] }) => (
  <p class="none">
    Nobody is like that.
    <button type="button" class="btn" onClick={() => props.change(noUserFilter)}>
      Clear filters
    </button>
  </p>
);
