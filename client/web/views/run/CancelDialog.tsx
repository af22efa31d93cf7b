import { useClient } from '@urql/solid';
import { createSignal, Show } from 'solid-js';
import { explain } from '../../api/client.ts';
import { type ActiveRunFieldsFragment, CancelDeploymentDocument } from '../../api/generated/graphql.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { whyUnreachable } from '../../live/reachable.ts';

/** Asks before a run is stopped and says what that means for it. */
export const CancelDialog = (props: {
  run: Pick<ActiveRunFieldsFragment, 'id' | 'number' | 'state' | 'service' | 'steps'>;
  onClose: () => void;
}) => {
  const client = useClient();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal('');
  const queued = () => props.run.state === 'QUEUED';
  const step = () => props.run.steps.find((each) => each.state === 'RUNNING')?.name ?? props.run.service.name;

  const cancel = async (): Promise<void> => {
    if (busy() || whyUnreachable() !== null) return;
    setBusy(true);
    const input = { id: props.run.id };
    const { data, error } = await client.mutation(CancelDeploymentDocument.toString(), { input }).toPromise();
    setBusy(false);
    const result = data?.cancelDeployment;
    if (result?.__typename === 'CancelDeploymentSuccess') return props.onClose();
    setProblem(result?.message ?? (error ? explain(error).message : 'The server did not answer.'));
  };

  return (
    <Dialog
      title={queued() ? `Leave the queue?` : `Stop ${step()}?`}
      onClose={props.onClose}
      footer={
        <>
          <button type="button" class="btn" data-first onClick={() => props.onClose()}>
            Keep {queued() ? 'waiting' : 'running'}
          </button>
          <button
            type="button"
            class="btn p"
            aria-disabled={busy() || whyUnreachable() !== null}
            onClick={() => void cancel()}
          >
            {busy() ? 'Canceling…' : `Cancel ${props.run.service.name} #${props.run.number}`}
          </button>
        </>
      }
    >
      <p>
        {queued()
          ? 'The run has not started; nothing is left half done.'
          : 'The script is asked to end, and is killed 10 seconds later if it does not. What it deploys to may be left half done.'}
      </p>
      <Show when={whyUnreachable() ?? problem()}>
        <p class="fail b" role="alert">
          {whyUnreachable() ?? problem()}
        </p>
      </Show>
    </Dialog>
  );
};
