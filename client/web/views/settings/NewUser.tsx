import { useClient } from '@urql/solid';
import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { CreateUserDocument, type CreateUserMutation } from '../../api/generated/graphql.ts';
import { issueAt, type Refusal, refusalOf } from '../../api/refusal.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { EditForm, Radios, RefusalNote, TextField } from './FormParts.tsx';
import { RightsFields } from './RightsFields.tsx';
import { type RightsValues, rightsValues, toRights } from './users.ts';

interface NewUserProps {
  onDone: () => void;
  onLink: (name: string, url: string) => void;
  onClose: () => void;
}

interface Values extends RightsValues {
  name: string;
  by: 'link' | 'password';
  password: string;
}

const formId = 'new-user';

/** Somebody new, who sets the password themselves by a link, or is given one. */
export const NewUser = (props: NewUserProps) => {
  const client = useClient();
  const [values, setValues] = createStore<Values>({ ...rightsValues(), name: '', by: 'link', password: '' });
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  const send = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    const password = values.by === 'password' ? { password: values.password } : {};
    const input = { name: values.name.trim(), ...toRights(values), ...password };
    const { data, error } = await client
      .mutation<CreateUserMutation>(CreateUserDocument.toString(), { input })
      .toPromise();
    setBusy(false);
    const result = data?.createUser;
    if (result?.__typename !== 'CreateUserSuccess') return void setRefusal(refusalOf(result, error));
    if (result.signInUrl) props.onLink(result.user.name, result.signInUrl);
    else props.onDone();
  };
  return (
    <Dialog
      title="New user"
      wide
      onClose={props.onClose}
      footer={
        <>
          <button type="button" class="btn" onClick={() => props.onClose()}>
            Cancel
          </button>
          <button type="submit" form={formId} class="btn p" aria-disabled={busy()}>
            {busy() ? 'Creating…' : 'Create user'}
          </button>
        </>
      }
    >
      <EditForm id={formId} send={send}>
        <RefusalNote refusal={refusal()} />
        <TextField
          id="user-name"
          label="Name"
          first
          value={values.name}
          onInput={(name) => setValues({ name })}
          hint="To sign in with. 1 to 63 characters without spaces."
          issue={issueAt(refusal(), 'name')}
          input={{ maxlength: 63, autocapitalize: 'none', spellcheck: false }}
        />
        <RightsFields values={values} refusal={refusal()} locked={null} onChange={setValues} />
        <Radios
          name="by"
          legend="First sign-in"
          value={values.by}
          choices={[
            { key: 'link', name: 'One-time link' },
            { key: 'password', name: 'Password' },
          ]}
          onChoose={(by) => setValues({ by: by === 'password' ? 'password' : 'link' })}
          hint={values.by === 'link' ? 'The person sets a password; the link is good for 15 minutes.' : undefined}
        />
        <Show when={values.by === 'password'}>
          <TextField
            id="user-password"
            label="Password"
            value={values.password}
            onInput={(password) => setValues({ password })}
            hint="8 to 1,000 characters."
            issue={issueAt(refusal(), 'password')}
            input={{ type: 'password', autocomplete: 'new-password' }}
          />
        </Show>
      </EditForm>
    </Dialog>
  );
};
