import { Match, Switch } from 'solid-js';
import type { UserFieldsFragment, UsersPageQuery } from '../../api/generated/graphql.ts';
import { ConfirmForUser, type UserAct } from './ConfirmForUser.tsx';
import { EditUser } from './EditUser.tsx';
import { NewUser } from './NewUser.tsx';
import { ShownOnce } from './ShownOnce.tsx';
import { lockoutOf } from './users.ts';

export type UserDialog =
  | { kind: 'new' }
  | { kind: 'edit'; user: UserFieldsFragment }
  | { kind: 'confirm'; act: UserAct; user: UserFieldsFragment }
  | { kind: 'link'; name: string; url: string };

interface UserDialogsProps {
  dialog: UserDialog | null;
  data: UsersPageQuery | undefined;
  open: (dialog: UserDialog | null) => void;
  changed: () => void;
}

/** Everything that is asked and told about a user, one at a time. */
export const UserDialogs = (props: UserDialogsProps) => {
  const close = (): void => props.open(null);
  const done = (): void => {
    close();
    props.changed();
  };
  const linked = (name: string, url: string): void => {
    props.open({ kind: 'link', name, url });
    props.changed();
  };
  return (
    <Switch>
      <Match when={props.dialog?.kind === 'new'}>
        <NewUser onDone={done} onLink={linked} onClose={close} />
      </Match>
      <Match when={props.dialog?.kind === 'edit' && props.dialog}>
        {(dialog) => (
          <EditUser
            user={dialog().user}
            lockout={lockoutOf(dialog().user, props.data)}
            ask={(act) => props.open({ kind: 'confirm', act, user: dialog().user })}
            onDone={done}
            onClose={close}
          />
        )}
      </Match>
      <Match when={props.dialog?.kind === 'confirm' && props.dialog}>
        {(dialog) => (
          <ConfirmForUser
            act={dialog().act}
            user={dialog().user}
            isSelf={dialog().user.id === props.data?.viewer?.user?.id}
            onDone={done}
            onLink={linked}
            onClose={close}
          />
        )}
      </Match>
      <Match when={props.dialog?.kind === 'link' && props.dialog}>
        {(dialog) => (
          <ShownOnce what="Link" secret={dialog().url} onClose={close}>
            It is shown this once. <b class="b told">{dialog().name}</b> signs in with it once, within 15 minutes, and
            then sets a password under Settings, Account.
          </ShownOnce>
        )}
      </Match>
    </Switch>
  );
};
