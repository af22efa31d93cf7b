import { useClient } from '@urql/solid';
import { createSignal } from 'solid-js';
import {
  RotateTokenDocument,
  type RotateTokenMutation,
  type TokenFieldsFragment,
} from '../../api/generated/graphql.ts';
import { issueAt, type Refusal, refusalOf } from '../../api/refusal.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { EditForm, RefusalNote, TextField } from './FormParts.tsx';
import { maxOverlapHours, wholeNumber } from './token-form.ts';

interface RotateTokenProps {
  token: TokenFieldsFragment;
  onMade: (secret: string, token: TokenFieldsFragment) => void;
  onClose: () => void;
}

const formId = 'rotate-token';

/** A new secret beside the old one, which goes on for as long as it takes to change it everywhere. */
export const RotateToken = (props: RotateTokenProps) => {
  const client = useClient();
  const [hours, setHours] = createSignal('24');
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  const send = async (): Promise<void> => {
    if (busy()) return;
    if (!/^\d{1,6}$/.test(hours().trim())) return void setRefusal(notANumber);
    setBusy(true);
    const input = { id: props.token.id, overlapHours: wholeNumber(hours()) };
    const { data, error } = await client
      .mutation<RotateTokenMutation>(RotateTokenDocument.toString(), { input })
      .toPromise();
    setBusy(false);
    const result = data?.rotateToken;
    if (result?.__typename === 'RotateTokenSuccess') return props.onMade(result.secret, result.token);
    setRefusal(refusalOf(result, error));
  };
  return (
    <Dialog
      title={`Rotate ${props.token.label}?`}
      onClose={props.onClose}
      footer={
        <>
          <button type="button" class="btn" onClick={() => props.onClose()}>
            Keep it
          </button>
          <button type="submit" form={formId} class="btn p" aria-disabled={busy()}>
            {busy() ? 'Rotating…' : 'Make a new secret'}
          </button>
        </>
      }
    >
      <EditForm id={formId} send={send}>
        <RefusalNote refusal={refusal()} />
        <p class="m">The new secret has the same rights and the same lifetime, from now on.</p>
        <TextField
          id="overlap"
          label="The old one works for"
          first
          value={hours()}
          onInput={setHours}
          hint={`Hours, 0 to ${maxOverlapHours}. 0 ends it at once.`}
          issue={issueAt(refusal(), 'overlapHours')}
          input={{ inputmode: 'numeric' }}
        />
      </EditForm>
    </Dialog>
  );
};

const notANumber: Refusal = {
  message: 'The hours are not a number.',
  issues: [{ path: ['overlapHours'], message: `must be a number of hours, 0 to ${maxOverlapHours}` }],
};
