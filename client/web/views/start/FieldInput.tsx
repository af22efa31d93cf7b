import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import type { Field } from './schema-fields.ts';

interface FieldInputProps {
  field: Field;
  value: string | boolean;
  issue: string | undefined;
  first: boolean;
  onChange: (value: string | boolean) => void;
}

const fewChoices = 4;

/** Label, input, hint and problem of one parameter. */
export const FieldInput = (props: FieldInputProps) => {
  const id = `in-${props.field.name}`;
  const hint = () => [props.field.description, rangeWords(props.field)].filter(Boolean).join('. ');
  const isGroup = () => props.field.widget === 'choice' && props.field.choices.length <= fewChoices;
  return (
    <Show
      when={!isGroup()}
      fallback={
        <fieldset class="fd">
          <legend>{props.field.title}</legend>
          <RadioCards {...props} />
          <Hint id={id} hint={hint()} issue={props.issue} />
        </fieldset>
      }
    >
      <div class="fd">
        <label for={id}>
          {props.field.title} <span class="m">{props.field.required ? 'required' : ''}</span>
        </label>
        <Input {...props} id={id} />
        <Hint id={id} hint={hint()} issue={props.issue} />
      </div>
    </Show>
  );
};

const Hint = (props: { id: string; hint: string; issue: string | undefined }) => (
  <>
    <Show when={props.hint}>
      <p class="h" id={`${props.id}-hint`}>
        {props.hint}
      </p>
    </Show>
    <Show when={props.issue}>
      <p class="h fail" id={`${props.id}-issue`}>
        {props.issue}
      </p>
    </Show>
  </>
);

const Input = (props: FieldInputProps & { id: string }) => {
  const common = (): JSX.InputHTMLAttributes<HTMLInputElement> => ({
    id: props.id,
    required: props.field.required,
    'aria-describedby': `${props.id}-hint`,
    'aria-invalid': props.issue ? 'true' : undefined,
    value: String(props.value),
    onInput: (event) => props.onChange(event.currentTarget.value),
  });
  return (
    <Switch
      fallback={
        <span class="inp">
          <input
            {...common()}
            data-first={props.first ? '' : undefined}
            maxlength={props.field.maxLength ?? undefined}
          />
        </span>
      }
    >
      <Match when={props.field.widget === 'switch'}>
        <label class="sw">
          <input
            id={props.id}
            type="checkbox"
            role="switch"
            aria-checked={props.value === true}
            checked={props.value === true}
            onChange={(event) => props.onChange(event.currentTarget.checked)}
          />
          {props.value === true ? 'Yes' : 'No'}
        </label>
      </Match>
      <Match when={props.field.widget === 'number'}>
        <span class="inp short">
          <input
            {...common()}
            type="number"
            inputmode={props.field.whole ? 'numeric' : 'decimal'}
            min={props.field.minimum ?? undefined}
            max={props.field.maximum ?? undefined}
            step={props.field.whole ? 1 : 'any'}
          />
        </span>
      </Match>
      <Match when={props.field.widget === 'secret'}>
        <SecretInput {...common()} title={props.field.title} />
      </Match>
      <Match when={props.field.widget === 'choice'}>
        <span class="inp">
          <select
            id={props.id}
            required={props.field.required}
            onChange={(event) => props.onChange(event.currentTarget.value)}
          >
            <Show when={!props.field.required}>
              <option value="" />
            </Show>
            <For each={props.field.choices}>
              {(choice) => (
                <option value={String(choice.value)} selected={props.value === String(choice.value)}>
                  {choice.title}
                </option>
              )}
            </For>
          </select>
        </span>
      </Match>
      <Match when={props.field.widget === 'long' || props.field.widget === 'json'}>
        <span class="inp">
          <textarea
            id={props.id}
            rows="3"
            required={props.field.required}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          >
            {String(props.value)}
          </textarea>
        </span>
      </Match>
    </Switch>
  );
};

const SecretInput = (props: JSX.InputHTMLAttributes<HTMLInputElement> & { title: string }) => {
  const [shown, setShown] = createSignal(false);
  return (
    <span class="inp tight">
      <Icon name="lock" />
      <input {...props} title={undefined} type={shown() ? 'text' : 'password'} autocomplete="off" />
      <button
        type="button"
        class="ib"
        aria-label={`Show ${props.title}`}
        aria-pressed={shown()}
        onClick={() => setShown(!shown())}
      >
        <Icon name="eye" />
      </button>
    </span>
  );
};

const RadioCards = (props: FieldInputProps) => (
  <div class="rc">
    <For each={props.field.choices}>
      {(choice) => (
        <label>
          <input
            type="radio"
            name={`in-${props.field.name}`}
            required={props.field.required}
            checked={props.value === String(choice.value)}
            onChange={() => props.onChange(String(choice.value))}
          />
          {choice.title}
        </label>
      )}
    </For>
  </div>
);

const rangeWords = ({ minimum, maximum }: Field): string => {
  if (minimum !== null && maximum !== null) return `${minimum} to ${maximum}`;
  if (minimum !== null) return `${minimum} or more`;
  return maximum === null ? '' : `${maximum} or less`;
};
