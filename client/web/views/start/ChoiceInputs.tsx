import { For, Show } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { describedBy, type InputProps } from './hints.ts';
import { type Choice, keyOf } from './schema-fields.ts';

/** Up to four choices as cards, or any number of them where several may be chosen. */
export const RadioCards = (props: InputProps) => {
  const key = keyOf(props.field.path);
  const several = props.field.widget === 'checkboxes';
  const chosen = (choice: Choice): boolean => {
    const value = props.form.values[key];
    return Array.isArray(value) ? value.includes(String(choice.value)) : value === String(choice.value);
  };
  const choose = (choice: Choice, on: boolean): void => {
    const value = String(choice.value);
    const held = props.form.values[key];
    const others = (Array.isArray(held) ? held : []).filter((each: string) => each !== value);
    props.form.set(key, !several ? value : on ? [...others, value] : others);
  };
  return (
    <div class="rc">
      <For each={props.field.choices}>
        {(choice) => (
          <label>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={props.id}
              checked={chosen(choice)}
              onChange={(event) => choose(choice, event.currentTarget.checked)}
            />
            <span class="card">
              <span>{choice.title}</span>
              <Show when={choice.description}>
                <span class="m sm">{choice.description}</span>
              </Show>
            </span>
          </label>
        )}
      </For>
    </div>
  );
};

/** A native select; more than a dozen choices are an input that filters them, which browsers have too. */
export const ChoiceInput = (props: InputProps) => {
  const key = keyOf(props.field.path);
  const value = () => String(props.form.values[key] ?? '');
  const common = () => ({
    id: props.id,
    required: props.field.required,
    'aria-describedby': describedBy(props.field, props.form),
    'aria-invalid': props.form.issueOf(key) ? ('true' as const) : undefined,
  });
  return (
    <Show
      when={props.field.widget === 'combobox'}
      fallback={
        <span class="inp">
          <select {...common()} onChange={(event) => props.form.set(key, event.currentTarget.value)}>
            <option value="" selected={value() === ''}>
              {props.field.required ? 'Choose one' : 'None'}
            </option>
            <For each={props.field.choices}>
              {(choice) => (
                <option value={String(choice.value)} selected={value() === String(choice.value)}>
                  {choice.title}
                </option>
              )}
            </For>
          </select>
          <Icon name="down" />
        </span>
      }
    >
      <span class="inp">
        <input
          {...common()}
          list={`${props.id}-choices`}
          autocomplete="off"
          placeholder={`${props.field.choices.length} choices, type to filter`}
          value={value()}
          onInput={(event) => props.form.set(key, event.currentTarget.value)}
        />
        <datalist id={`${props.id}-choices`}>
          <For each={props.field.choices}>
            {(choice) => <option value={String(choice.value)}>{choice.title}</option>}
          </For>
        </datalist>
      </span>
    </Show>
  );
};
