import { useClient } from '@urql/solid';
import { createSignal, Show } from 'solid-js';
import { SignOutEverywhereDocument, type SignOutEverywhereMutation } from '../../api/generated/graphql.ts';
import { type Refusal, refusalOf } from '../../api/refusal.ts';
import { plural } from '../../components/format.ts';
import { useSession } from '../../session/session.ts';
import { Confirm } from './Confirm.tsx';

/** All of one's own sessions, this one too. */
export const SignOutEverywhere = (props: { count: number }) => {
  const client = useClient();
  const session = useSession();
  const [asking, setAsking] = createSignal(false);
  const send = async (): Promise<Refusal | null> => {
    const { data, error } = await client
      .mutation<SignOutEverywhereMutation>(SignOutEverywhereDocument.toString(), {})
      .toPromise();
    const result = data?.signOutEverywhere;
    if (result?.__typename !== 'SignOutEverywhereSuccess') return refusalOf(result, error);
    await session.signOut();
    return null;
  };
  return (
    <>
      <p>
        <button type="button" class="btn" onClick={() => setAsking(true)}>
          Sign out everywhere
        </button>
      </p>
      <Show when={asking()}>
        <Confirm
          title="Sign out everywhere?"
          keep="Stay"
          act="Sign out everywhere"
          send={send}
          onClose={() => setAsking(false)}
        >
          <p>This ends {plural(props.count, 'session')}, this one too. Tokens go on.</p>
        </Confirm>
      </Show>
    </>
  );
};
