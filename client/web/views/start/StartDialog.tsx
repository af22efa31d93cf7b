import { A } from '@solidjs/router';
import { createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { FieldInput } from './FieldInput.tsx';
import type { Intention, Refusal } from './StartProvider.tsx';
import { type Field, type FieldValues, fieldsOf, initialValues, toParameters } from './schema-fields.ts';
import type { Parameters } from './start.ts';

export interface StartDialogProps {
  intention: Intention;
  refusal: Refusal | null;
  busy: boolean;
  submit: (parameters: Parameters, note: string) => void;
  onClose: () => void;
}

const formId = 'start-form';

/**
 * What a start needs to know, and the question before production. Without inputs it is only the question: the focus
 * starts on Cancel, so that Enter by habit starts nothing.
 */
export const StartDialog = (props: StartDialogProps) => {
  const service = () => props.intention.service;
  const fields = fieldsOf(props.intention.service.parametersSchema);
  const [values, setValues] = createStore<FieldValues>(initialValues(fields, props.intention.earlier));
  const [note, setNote] = createSignal('');
  const [problem, setProblem] = createSignal('');
  const issueOf = (field: Field): string | undefined =>
    props.refusal?.issues.find((issue) => issue.path.at(-1) === field.name)?.message;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    try {
      props.submit(fields.length > 0 ? toParameters(fields, values) : withoutSecrets(props.intention.earlier), note());
    } catch (error) {
      setProblem(error instanceof SyntaxError ? `Not valid JSON: ${error.message}` : String(error));
    }
  };

  return (
    <Dialog
      title={titleOf(props.intention)}
      wide={fields.length > 0}
      onClose={props.onClose}
      footer={
        <>
          <button
            type="button"
            class="btn"
            data-first={fields.length === 0 ? '' : undefined}
            onClick={() => props.onClose()}
          >
            Cancel
          </button>
          <button type="submit" form={formId} class="btn p" aria-disabled={props.busy}>
            {props.busy ? 'Starting…' : buttonWords(props.intention)}
          </button>
        </>
      }
    >
      <form id={formId} class="start" onSubmit={submit}>
        <Show when={service().environment}>
          <p class="x m">
            <span class="env" classList={{ plain: service().environment !== 'production' }}>
              {service().environment}
            </span>
            {props.intention.repeats === null ? '' : `with the values of #${props.intention.repeats}`}
          </p>
        </Show>
        <RefusalNote refusal={props.refusal} problem={problem()} />
        <For each={fields}>
          {(field, index) => (
            <FieldInput
              field={field}
              value={values[field.name] ?? ''}
              issue={issueOf(field)}
              first={index() === 0}
              onChange={(value) => setValues(field.name, value)}
            />
          )}
        </For>
        <Show when={fields.length === 0}>
          <Repeated parameters={props.intention.earlier} />
        </Show>
        <div class="fd">
          <label for="start-note">
            Note <span class="m">optional</span>
          </label>
          <span class="inp">
            <input
              id="start-note"
              maxlength="200"
              value={note()}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </span>
        </div>
      </form>
    </Dialog>
  );
};

const titleOf = (intention: Intention): string =>
  intention.repeats === null ? `Deploy ${intention.service.name}?` : `Run ${intention.service.name} again?`;

const buttonWords = (intention: Intention): string =>
  intention.service.environment ? `Deploy to ${intention.service.environment}` : `Deploy ${intention.service.name}`;

const RefusalNote = (props: { refusal: Refusal | null; problem: string }) => (
  <Show when={props.problem || props.refusal?.message}>
    {(message) => (
      <p class="x fail b" role="alert">
        <Icon name="fail" />
        <span>
          {message()}{' '}
          <Show when={props.refusal?.busyWith}>
            {(number) => (
              <A class="a" href={`/deployments/${number()}`}>
                Open #{number()}
              </A>
            )}
          </Show>
        </span>
      </p>
    )}
  </Show>
);

/** Values a repeated run of a service without a schema takes over. */
const Repeated = (props: { parameters: Parameters }) => (
  <Show when={Object.keys(props.parameters).length > 0}>
    <dl class="kv">
      <For each={Object.entries(props.parameters)}>
        {([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </>
        )}
      </For>
    </dl>
  </Show>
);

/** The server answers "***" for a secret; sending that back would make it the value. */
const withoutSecrets = (parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== '***'));
