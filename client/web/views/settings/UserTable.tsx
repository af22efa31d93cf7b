import { For, Show } from 'solid-js';
import type { UserFieldsFragment } from '../../api/generated/graphql.ts';
import { Ago } from '../../components/Ago.tsx';
import { Icon } from '../../components/Icon.tsx';
import { roleWords, scopeWords } from './words.ts';

interface UserTableProps {
  users: readonly UserFieldsFragment[];
  /** Who looks at it. */
  self: string | undefined;
  edit: (user: UserFieldsFragment) => void;
}

/** Users as rows, on phones as cards. */
export const UserTable = (props: UserTableProps) => (
  <table class="t users">
    <caption class="sr">Users</caption>
    <thead>
      <tr>
        <th scope="col" class="c-name">
          Name
        </th>
        <th scope="col" class="c-role">
          Role
        </th>
        <th scope="col" class="c-scope">
          Sees
        </th>
        <th scope="col" class="c-seen">
          Last seen
        </th>
        <th scope="col" class="c-count">
          Sessions
        </th>
        <th scope="col" class="c-count nl">
          Tokens
        </th>
        <th scope="col" class="c-do">
          <span class="sr">Actions</span>
        </th>
      </tr>
    </thead>
    <tbody>
      <For each={props.users}>{(user) => <Row user={user} self={props.self} edit={props.edit} />}</For>
    </tbody>
  </table>
);

const Row = (props: Omit<UserTableProps, 'users'> & { user: UserFieldsFragment }) => (
  <tr classList={{ ended: props.user.disabledAt !== null }}>
    <td class="c-name">
      <span class="x">
        <span class="b ell" title={props.user.name}>
          {props.user.name}
        </span>
        <Show when={props.user.id === props.self}>
          <span class="m">you</span>
        </Show>
        <Show when={props.user.disabledAt}>
          <span class="x m">
            <Icon name="cancel" />
            disabled
          </span>
        </Show>
      </span>
    </td>
    <td class="c-role m">{roleWords[props.user.role]}</td>
    <td class="c-scope m" title={scopeOf(props.user)}>
      {scopeOf(props.user)}
    </td>
    <td class="c-seen m">
      <Show when={props.user.lastSeenAt} fallback="never">
        {(at) => <Ago at={at()} />}
      </Show>
    </td>
    <td class="c-count m">{props.user.sessionCount}</td>
    <td class="c-count m nl">{props.user.tokenCount}</td>
    <td class="c-do">
      <div class="row-actions">
        <button type="button" class="btn q" onClick={() => props.edit(props.user)}>
          Edit<span class="sr"> {props.user.name}</span>
        </button>
      </div>
    </td>
  </tr>
);

const scopeOf = ({ role, serviceScope, grants }: UserFieldsFragment): string =>
  scopeWords(role === 'ADMIN' ? 'ALL' : serviceScope, grants);
