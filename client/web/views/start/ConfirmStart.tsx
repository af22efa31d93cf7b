import { useClient } from '@urql/solid';
import { createResource, type JSX, Show } from 'solid-js';
import {
  type EarlierFieldsFragment,
  type StartableFieldsFragment,
  StartFormDocument,
} from '../../api/generated/graphql.ts';
import { Ago } from '../../components/Ago.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { duration } from '../../components/format.ts';
import { ChangeRows } from './ChangeRows.tsx';
import { subjectWords } from './start.ts';
import { type StartChange, startChanges } from './start-changes.ts';

interface ConfirmProps {
  service: StartableFieldsFragment;
  busy: boolean;
  start: () => void;
  onClose: () => void;
}

/** The question before a start without inputs: reads what would change while it is already open. */
export const ConfirmStart = (props: ConfirmProps) => {
  const client = useClient();
  const [read] = createResource(
    () => props.service.name,
    async (name) =>
      (await client.query(StartFormDocument.toString(), { name, from: '0', hasFrom: false }).toPromise()).data
        ?.service ?? null,
  );
  const lastGood = () => read.latest?.lastGood.nodes[0] ?? null;
  return (
    <ConfirmDialog
      {...props}
      version=""
      lastGood={lastGood()}
      changes={read.latest ? startChanges(read.latest, [], {}, lastGood()) : []}
      usualMs={read.latest?.estimate?.p50Ms ?? null}
    />
  );
};

interface ConfirmDialogProps extends ConfirmProps {
  version: string;
  lastGood: EarlierFieldsFragment | null;
  changes: StartChange[];
  usualMs: number | null;
}

/** Name, environment and what changes. The focus starts on Cancel, so that Enter by habit starts nothing. */
export const ConfirmDialog = (props: ConfirmDialogProps) => (
  <Dialog
    title={props.version ? `Deploy ${props.version} to ${props.service.name}?` : `Deploy ${props.service.name}?`}
    onClose={props.onClose}
    footer={
      <>
        <button type="button" class="btn" data-first onClick={() => props.onClose()}>
          Cancel
        </button>
        <button type="button" class="btn p" aria-disabled={props.busy} onClick={() => props.start()}>
          {props.busy ? 'Starting…' : `Deploy ${subjectWords(props.service, props.version)}`}
        </button>
      </>
    }
  >
    <p class="x">
      <EnvironmentLabel name={props.service.environment} />
      <span class="m">
        <Show when={props.lastGood} fallback="Nothing of it has gone well yet">
          {(good) => (
            <>
              {good().version ?? `#${good().number}`} is live
              <Show when={good().finishedAt}>
                {(at) => (
                  <>
                    , <Ago at={at()} />
                  </>
                )}
              </Show>
            </>
          )}
        </Show>
      </span>
    </p>
    <div class="after">
      <ChangeRows changes={props.changes} short />
      <Show when={props.usualMs}>{(ms) => <p class="m sm after">Usually takes {duration(ms())}</p>}</Show>
    </div>
  </Dialog>
);

export const EnvironmentLabel = (props: { name: string | null }): JSX.Element => (
  <Show when={props.name}>
    <span class="env" classList={{ plain: !/^prod(uction)?$/i.test(props.name ?? '') }}>
      {props.name}
    </span>
  </Show>
);
