import { useClient } from '@urql/solid';
import { createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import {
  CreateTokenDocument,
  type CreateTokenMutation,
  type TokenFieldsFragment,
} from '../../api/generated/graphql.ts';
import { issueAt, type Refusal, refusalOf } from '../../api/refusal.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { EditForm, Hint, Radios, RefusalNote, TextField } from './FormParts.tsx';
import { GrantFields } from './GrantFields.tsx';
import { emptyToken, maxDays, type TokenValues, toTokenInput, usualDays } from './token-form.ts';
import { roleHints, roleWords } from './words.ts';

interface NewTokenProps {
  service: string;
  services: readonly string[];
  /** Others make tokens for services only. */
  isAdministrator: boolean;
  onMade: (secret: string, token: TokenFieldsFragment) => void;
  onClose: () => void;
}

interface PartProps {
  values: TokenValues;
  set: (next: Partial<TokenValues>) => void;
  refusal: Refusal | null;
}

const formId = 'new-token';

/** Asks what a token is for. A refusal changes nothing that was typed. */
export const NewToken = (props: NewTokenProps) => {
  const client = useClient();
  const [values, setValues] = createStore<TokenValues>(emptyToken(props.service || props.services[0] || ''));
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [busy, setBusy] = createSignal(false);
  const send = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    const { data, error } = await client
      .mutation<CreateTokenMutation>(CreateTokenDocument.toString(), { input: toTokenInput(values) })
      .toPromise();
    setBusy(false);
    const result = data?.createToken;
    if (result?.__typename === 'CreateTokenSuccess') return props.onMade(result.secret, result.token);
    setRefusal(refusalOf(result, error));
  };
  const part = { values, set: setValues };

  return (
    <Dialog
      title="New token"
      wide
      onClose={props.onClose}
      footer={
        <>
          <button type="button" class="btn" onClick={() => props.onClose()}>
            Cancel
          </button>
          <button type="submit" form={formId} class="btn p" aria-disabled={busy()}>
            {busy() ? 'Creating…' : 'Create token'}
          </button>
        </>
      }
    >
      <EditForm id={formId} send={send}>
        <RefusalNote refusal={refusal()} />
        <TextField
          id="token-label"
          label="Name"
          first
          value={values.label}
          onInput={(label) => setValues({ label })}
          hint="Who uses it, and where."
          issue={issueAt(refusal(), 'label')}
          input={{ maxlength: 255 }}
        />
        <Show when={props.isAdministrator}>
          <Kind {...part} refusal={refusal()} />
        </Show>
        <Show when={values.kind === 'SERVICE'}>
          <ForService {...part} refusal={refusal()} services={props.services} />
        </Show>
        <Show when={values.kind === 'API'}>
          <ForRole {...part} refusal={refusal()} />
        </Show>
        <Show when={values.kind !== 'SERVICE'}>
          <GrantFields
            limited={values.limited}
            grants={values.grants}
            refusal={refusal()}
            all="All that I see"
            onChange={setValues}
          />
        </Show>
        <Expiry {...part} refusal={refusal()} />
      </EditForm>
    </Dialog>
  );
};

const kinds = [
  { key: 'SERVICE', name: 'Service', hint: 'Starts and reads deployments of one service. For CI.' },
  { key: 'API', name: 'API', hint: 'Acts with a role. For dashboards and integrations.' },
  { key: 'CONFIG', name: 'Config', hint: 'Reads the inventory only. For monitoring and backup.' },
] as const;

const Kind = (props: PartProps) => (
  <Radios
    name="kind"
    legend="Kind"
    value={props.values.kind}
    choices={kinds}
    onChoose={(key) => props.set({ kind: kinds.find((each) => each.key === key)?.key ?? 'SERVICE' })}
    hint={kinds.find(({ key }) => key === props.values.kind)?.hint}
    issue={issueAt(props.refusal, 'kind')}
  />
);

const ForService = (props: PartProps & { services: readonly string[] }) => (
  <>
    <div class="fd">
      <label for="token-service">Service</label>
      <span class="inp select">
        <select
          id="token-service"
          aria-describedby="token-service-hint"
          aria-invalid={issueAt(props.refusal, 'service') ? 'true' : undefined}
          onChange={(event) => props.set({ service: event.currentTarget.value })}
        >
          <For each={props.services}>
            {(name) => (
              <option value={name} selected={props.values.service === name}>
                {name}
              </option>
            )}
          </For>
        </select>
        <Icon name="down" />
      </span>
      <Hint
        id="token-service-hint"
        hint="It starts this service, reads its deployments and cancels what it started."
        issue={issueAt(props.refusal, 'service')}
      />
    </div>
    <TextField
      id="token-origin"
      label="Origin"
      optional
      value={props.values.origin}
      onInput={(origin) => props.set({ origin })}
      hint="A word that is kept with each deployment it starts: github, nightly."
      issue={issueAt(props.refusal, 'origin')}
    />
  </>
);

const ForRole = (props: PartProps) => (
  <>
    <Radios
      name="role"
      legend="Role"
      value={props.values.role}
      choices={(['VIEWER', 'OPERATOR', 'ADMIN'] as const).map((key) => ({ key, name: roleWords[key] }))}
      onChoose={(key) => props.set({ role: key === 'ADMIN' || key === 'OPERATOR' ? key : 'VIEWER' })}
      hint={roleHints[props.values.role]}
      issue={issueAt(props.refusal, 'role')}
    />
    <label class="ck">
      <input
        type="checkbox"
        checked={props.values.readOnly}
        onChange={(event) => props.set({ readOnly: event.currentTarget.checked })}
      />
      Only read: it changes nothing, whatever its role may
    </label>
  </>
);

const Expiry = (props: PartProps) => (
  <>
    <Radios
      name="days"
      legend="Expires"
      value={props.values.days}
      choices={[...usualDays.map((key) => ({ key, name: `${key} days` })), { key: 'custom', name: 'Other' }]}
      onChoose={(days) => props.set({ days })}
      issue={props.values.days === 'custom' ? undefined : issueAt(props.refusal, 'expiresInDays')}
    />
    <Show when={props.values.days === 'custom'}>
      <TextField
        id="token-days"
        label="Days"
        value={props.values.customDays}
        onInput={(customDays) => props.set({ customDays })}
        hint={`1 to ${maxDays[props.values.kind]}.`}
        issue={issueAt(props.refusal, 'expiresInDays')}
        input={{ inputmode: 'numeric' }}
      />
    </Show>
  </>
);
