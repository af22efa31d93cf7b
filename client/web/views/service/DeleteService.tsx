import { useNavigate } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createSignal, Show } from 'solid-js';
import { explain } from '../../api/client.ts';
import { DeleteServiceDocument } from '../../api/generated/graphql.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import type { ServiceDetails } from '../../live/service-store.ts';
import { announce } from '../../session/announce.ts';
import { useSession } from '../../session/session.ts';

/** What is left of a service whose directory is gone: its history, and a way to remove that too. */
export const Archived = (props: { service: ServiceDetails }) => {
  const session = useSession();
  const [asked, setAsked] = createSignal(false);
  return (
    <p class="x w archived">
      <Icon name="lost" />
      <span>The directory of this service is gone; its history stays until somebody deletes it.</span>
      <Show when={session.viewer()?.role === 'ADMIN'}>
        <button type="button" class="btn sp" onClick={() => setAsked(true)}>
          Delete…
        </button>
      </Show>
      <Show when={asked()}>
        <DeleteDialog service={props.service} onClose={() => setAsked(false)} />
      </Show>
    </p>
  );
};

/** Asks for the name; says what is lost. */
export const DeleteDialog = (props: { service: ServiceDetails; onClose: () => void }) => {
  const client = useClient();
  const navigate = useNavigate();
  const [typed, setTyped] = createSignal('');
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const { name } = props.service;

  const remove = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy()) return;
    if (typed() !== name) return void setProblem(`Type ${name} to delete it.`);
    setBusy(true);
    const input = { name, confirm: typed() };
    const { data, error } = await client.mutation(DeleteServiceDocument.toString(), { input }).toPromise();
    setBusy(false);
    const result = data?.deleteService;
    if (result?.__typename === 'DeleteServiceSuccess') {
      announce(`${name} deleted`);
      navigate('/', { replace: true });
    } else setProblem(result?.message ?? (error ? explain(error).message : 'The server did not answer.'));
  };

  return (
    <Dialog
      title={`Delete ${name}?`}
      onClose={props.onClose}
      footer={
        <>
          <button type="button" class="btn" onClick={() => props.onClose()}>
            Cancel
          </button>
          <button type="submit" form="delete-service" class="btn p" aria-disabled={busy() || typed() !== name}>
            {busy() ? 'Deleting…' : `Delete ${name}`}
          </button>
        </>
      }
    >
      <form id="delete-service" class="start" onSubmit={(event) => void remove(event)}>
        <p>
          {plural(props.service.deployments.totalCount, 'run')} with their logs, and the tokens of the service, are lost
          for good.
        </p>
        <div class="fd">
          <label for="delete-name">Type {name} to confirm</label>
          <span class="inp">
            <input
              id="delete-name"
              data-first
              autocomplete="off"
              aria-describedby="delete-problem"
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </span>
          <p class="h fail" id="delete-problem" role="alert">
            {problem()}
          </p>
        </div>
      </form>
    </Dialog>
  );
};
