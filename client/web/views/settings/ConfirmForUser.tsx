import { useClient } from '@urql/solid';
import {
  CreateSignInLinkDocument,
  type CreateSignInLinkMutation,
  SignOutEverywhereDocument,
  type SignOutEverywhereMutation,
  UpdateUserDocument,
  type UpdateUserMutation,
  type UserFieldsFragment,
} from '../../api/generated/graphql.ts';
import { type Refusal, refusalOf } from '../../api/refusal.ts';
import { plural } from '../../components/format.ts';
import { useSession } from '../../session/session.ts';
import { Confirm } from './Confirm.tsx';

export type UserAct = 'link' | 'signOut' | 'disable' | 'enable';

interface ConfirmForUserProps {
  act: UserAct;
  user: UserFieldsFragment;
  isSelf: boolean;
  onDone: () => void;
  onLink: (name: string, url: string) => void;
  onClose: () => void;
}

/** Asks before somebody is let in or kept out, and says what that means for what they have open. */
export const ConfirmForUser = (props: ConfirmForUserProps) => {
  const client = useClient();
  const session = useSession();
  const link = async (): Promise<Refusal | null> => {
    const { data, error } = await client
      .mutation<CreateSignInLinkMutation>(CreateSignInLinkDocument.toString(), { user: props.user.id })
      .toPromise();
    const result = data?.createSignInLink;
    if (result?.__typename !== 'CreateSignInLinkSuccess') return refusalOf(result, error);
    props.onLink(props.user.name, result.url);
    return null;
  };
  const signOut = async (): Promise<Refusal | null> => {
    const { data, error } = await client
      .mutation<SignOutEverywhereMutation>(SignOutEverywhereDocument.toString(), { user: props.user.id })
      .toPromise();
    const result = data?.signOutEverywhere;
    if (result?.__typename !== 'SignOutEverywhereSuccess') return refusalOf(result, error);
    if (props.isSelf) await session.signOut();
    else props.onDone();
    return null;
  };
  const setDisabled = async (disabled: boolean): Promise<Refusal | null> => {
    const input = { id: props.user.id, disabled };
    const { data, error } = await client
      .mutation<UpdateUserMutation>(UpdateUserDocument.toString(), { input })
      .toPromise();
    const result = data?.updateUser;
    if (result?.__typename !== 'UpdateUserSuccess') return refusalOf(result, error);
    props.onDone();
    return null;
  };
  const send = (): Promise<Refusal | null> => {
    if (props.act === 'link') return link();
    return props.act === 'signOut' ? signOut() : setDisabled(props.act === 'disable');
  };
  const words = wordsOf(props.act, props.user);
  return (
    <Confirm title={words.title} keep="Keep it so" act={words.act} send={send} onClose={props.onClose}>
      <p>{words.means}</p>
    </Confirm>
  );
};

const wordsOf = (act: UserAct, { name, sessionCount, tokenCount }: UserFieldsFragment) => {
  const sessions = plural(sessionCount, 'open session');
  const tokens = plural(tokenCount, 'working token');
  switch (act) {
    case 'link':
      return {
        title: `Make a sign-in link for ${name}?`,
        act: 'Make a link',
        means:
          'Whoever has it signs in once, within 15 minutes, and may set a new password without the old one. An earlier link ends.',
      };
    case 'signOut':
      return { title: `Sign ${name} out everywhere?`, act: `Sign out ${name}`, means: `This ends ${sessions}.` };
    case 'disable':
      return {
        title: `Disable ${name}?`,
        act: `Disable ${name}`,
        means: `This ends ${sessions} and suspends ${tokens} at once. Runs that already started go on.`,
      };
    case 'enable':
      return {
        title: `Enable ${name}?`,
        act: `Enable ${name}`,
        means: `They may sign in again, and their tokens work again.`,
      };
  }
};
