import { createSignal, type ParentProps } from 'solid-js';
import type { Refusal } from '../../api/refusal.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { RefusalNote } from './FormParts.tsx';

interface ConfirmProps {
  title: string;
  /** The way back, which has the focus. */
  keep: string;
  act: string;
  send: () => Promise<Refusal | null>;
  onClose: () => void;
}

/** Asks once more. Enter by habit does nothing. */
export const Confirm = (props: ParentProps<ConfirmProps>) => {
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const act = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setRefusal(await props.send());
    setBusy(false);
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <button type="button" class="btn" data-first onClick={() => props.onClose()}>
            {props.keep}
          </button>
          <button type="button" class="btn p" aria-disabled={busy()} onClick={() => void act()}>
            {busy() ? 'One moment…' : props.act}
          </button>
        </>
      }
    >
      <div class="edit">
        <RefusalNote refusal={refusal()} />
        {props.children}
      </div>
    </Dialog>
  );
};
