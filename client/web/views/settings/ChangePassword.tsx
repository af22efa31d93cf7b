import { useClient } from '@urql/solid';
import { createSignal, Show } from 'solid-js';
import { ChangePasswordDocument, type ChangePasswordMutation } from '../../api/generated/graphql.ts';
import { issueAt, type Refusal, refusalOf } from '../../api/refusal.ts';
import { plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { announce } from '../../session/announce.ts';
import { EditForm, RefusalNote, TextField } from './FormParts.tsx';

/** One's own. After signing in by a one-time link nobody has to know the old one. */
export const ChangePassword = (props: { needsCurrent: boolean; onDone: () => void }) => {
  const client = useClient();
  const [current, setCurrent] = createSignal('');
  const [next, setNext] = createSignal('');
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [done, setDone] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const send = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setDone('');
    const input = { new: next(), ...(props.needsCurrent && { current: current() }) };
    const { data, error } = await client
      .mutation<ChangePasswordMutation>(ChangePasswordDocument.toString(), { input })
      .toPromise();
    setBusy(false);
    const result = data?.changePassword;
    if (result?.__typename !== 'ChangePasswordSuccess') return void setRefusal(refusalOf(result, error));
    setRefusal(null);
    setCurrent('');
    setNext('');
    setDone(`The password is changed; this ended ${plural(result.endedSessionCount, 'other session')}.`);
    announce(done());
    props.onDone();
  };
  return (
    <section aria-label="Password">
      <h2>Password</h2>
      <EditForm id="change-password" send={send}>
        <RefusalNote refusal={refusal()} />
        <Show
          when={props.needsCurrent}
          fallback={<p class="m">You signed in with a one-time link: set a password before its session ends.</p>}
        >
          <TextField
            id="current-password"
            label="Current password"
            value={current()}
            onInput={setCurrent}
            issue={issueAt(refusal(), 'current')}
            input={{ type: 'password', autocomplete: 'current-password' }}
          />
        </Show>
        <TextField
          id="new-password"
          label="New password"
          value={next()}
          onInput={setNext}
          hint="8 to 1,000 characters. Your other sessions end."
          issue={issueAt(refusal(), 'new')}
          input={{ type: 'password', autocomplete: 'new-password' }}
        />
        <p class="x w">
          <button type="submit" class="btn p" aria-disabled={busy()}>
            {busy() ? 'Changing…' : 'Change password'}
          </button>
          <span class="x">
            <Show when={done()}>
              <Icon name="ok" class="ok" />
              {done()}
            </Show>
          </span>
        </p>
      </EditForm>
    </section>
  );
};
