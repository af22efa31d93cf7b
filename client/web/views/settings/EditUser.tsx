import { useClient } from '@urql/solid';
import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { UpdateUserDocument, type UpdateUserMutation, type UserFieldsFragment } from '../../api/generated/graphql.ts';
import { type Refusal, refusalOf } from '../../api/refusal.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { plural } from '../../components/format.ts';
import type { UserAct } from './ConfirmForUser.tsx';
import { EditForm, RefusalNote } from './FormParts.tsx';
import { RightsFields } from './RightsFields.tsx';
import { type Lockout, type RightsValues, rightsValues, toRights } from './users.ts';

interface EditUserProps {
  user: UserFieldsFragment;
  lockout: Lockout;
  ask: (act: UserAct) => void;
  onDone: () => void;
  onClose: () => void;
}

const formId = 'edit-user';

/** Somebody's rights, and the ways to let them in and to keep them out. */
export const EditUser = (props: EditUserProps) => {
  const client = useClient();
  const [values, setValues] = createStore<RightsValues>(rightsValues(props.user));
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  const send = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    const input = { id: props.user.id, ...toRights(values) };
    const { data, error } = await client
      .mutation<UpdateUserMutation>(UpdateUserDocument.toString(), { input })
      .toPromise();
    setBusy(false);
    const result = data?.updateUser;
    if (result?.__typename === 'UpdateUserSuccess') return props.onDone();
    setRefusal(refusalOf(result, error));
  };
  return (
    <Dialog
      title={props.user.name}
      wide
      onClose={props.onClose}
      footer={
        <>
          <button type="button" class="btn" onClick={() => props.onClose()}>
            Cancel
          </button>
          <button type="submit" form={formId} class="btn p" aria-disabled={busy()}>
            {busy() ? 'Saving…' : 'Save'}
          </button>
        </>
      }
    >
      <EditForm id={formId} send={send}>
        <RefusalNote refusal={refusal()} />
        <RightsFields values={values} refusal={refusal()} locked={props.lockout.role} onChange={setValues} />
      </EditForm>
      <Access {...props} />
    </Dialog>
  );
};

const Access = (props: EditUserProps) => (
  <section class="access" aria-label="Access">
    <h3 class="b">Access</h3>
    <div class="x w">
      <Show when={!props.user.disabledAt}>
        <button type="button" class="btn" onClick={() => props.ask('link')}>
          New sign-in link
        </button>
        <button type="button" class="btn" onClick={() => props.ask('signOut')}>
          Sign out everywhere
        </button>
      </Show>
      <Show
        when={props.user.disabledAt}
        fallback={
          <button
            type="button"
            class="btn"
            aria-disabled={props.lockout.disable !== null}
            aria-describedby="why-not-disable"
            onClick={() => props.lockout.disable === null && props.ask('disable')}
          >
            Disable
          </button>
        }
      >
        <button type="button" class="btn" onClick={() => props.ask('enable')}>
          Enable
        </button>
      </Show>
    </div>
    <p class="h m sm" id="why-not-disable">
      {props.lockout.disable ??
        `${plural(props.user.sessionCount, 'open session')}, ${plural(props.user.tokenCount, 'working token')}.`}
    </p>
  </section>
);
