import { For, type JSX, type ParentProps, Show } from 'solid-js';
import type { Refusal } from '../../api/refusal.ts';
import { Icon } from '../../components/Icon.tsx';

interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  issue?: string | undefined;
  optional?: boolean;
  /** Starts with the focus. */
  first?: boolean;
  input?: JSX.InputHTMLAttributes<HTMLInputElement>;
}

/** Label, input, hint, and what is wrong with it. */
export const TextField = (props: TextFieldProps) => (
  <div class="fd">
    <label for={props.id}>
      {props.label} <span class="m">{props.optional ? 'optional' : ''}</span>
    </label>
    <span class="inp">
      <input
        autocomplete="off"
        {...props.input}
        id={props.id}
        value={props.value}
        data-first={props.first ? '' : undefined}
        aria-describedby={`${props.id}-hint`}
        aria-invalid={props.issue ? 'true' : undefined}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </span>
    <Hint id={`${props.id}-hint`} hint={props.hint} issue={props.issue} />
  </div>
);

/** What an input's `aria-describedby` names; also there while it is empty. */
export const Hint = (props: { id: string; hint?: string | undefined; issue?: string | undefined }) => (
  <p class="h" classList={{ fail: Boolean(props.issue) }} id={props.id}>
    {props.issue ?? props.hint}
  </p>
);

interface RadiosProps {
  name: string;
  legend: string;
  value: string;
  choices: readonly { key: string; name: string }[];
  onChoose: (key: string) => void;
  hint?: string | undefined;
  issue?: string | undefined;
}

/** A few choices side by side. */
export const Radios = (props: RadiosProps) => (
  <fieldset class="fd" aria-describedby={`${props.name}-hint`}>
    <legend>{props.legend}</legend>
    <div class="rc">
      <For each={props.choices}>
        {(choice) => (
          <label>
            <input
              type="radio"
              name={props.name}
              value={choice.key}
              checked={props.value === choice.key}
              onChange={() => props.onChoose(choice.key)}
            />
            {choice.name}
          </label>
        )}
      </For>
    </div>
    <Hint id={`${props.name}-hint`} hint={props.hint} issue={props.issue} />
  </fieldset>
);

/** Why the server refused, above the fields; those carry their own part of it. */
export const RefusalNote = (props: { refusal: Refusal | null }) => (
  <Show when={props.refusal}>
    {(refusal) => (
      <p class="x fail b" role="alert">
        <Icon name="fail" />
        {refusal().issues.length > 0 ? 'Not yet: see below what to change.' : refusal().message}
      </p>
    )}
  </Show>
);

/** Sends on Enter and by the button that names its id; afterwards the focus is on the first field that is wrong. */
export const EditForm = (props: ParentProps<{ id: string; send: () => Promise<void> }>) => {
  let form: HTMLFormElement | undefined;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await props.send();
    form?.querySelector<HTMLElement>('[aria-invalid=true], fieldset:has(.fail) input')?.focus();
  };
  return (
    <form
      id={props.id}
      ref={(each) => {
        form = each;
      }}
      class="edit"
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      {props.children}
    </form>
  );
};
