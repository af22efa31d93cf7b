import { createSignal, For } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { describedBy, type InputProps } from './hints.ts';
import { keyOf } from './schema-fields.ts';

/** Both words stay there, so that nobody has to know what a position means. */
export const SwitchInput = (props: InputProps) => {
  const key = keyOf(props.field.path);
  const on = () => props.form.values[key] === true;
  return (
    <span class="sw">
      <span aria-hidden="true" classList={{ b: !on(), f: on() }}>
        No
      </span>
      <input
        id={props.id}
        type="checkbox"
        role="switch"
        aria-checked={on()}
        aria-describedby={describedBy(props.field, props.form)}
        checked={on()}
        onChange={(event) => props.form.set(key, event.currentTarget.checked)}
      />
      <span aria-hidden="true" classList={{ b: on(), f: !on() }}>
        Yes
      </span>
    </span>
  );
};

/** Masked until somebody asks to see it; never filled in from anywhere. */
export const SecretInput = (props: InputProps) => {
  const key = keyOf(props.field.path);
  const [shown, setShown] = createSignal(false);
  return (
    <span class="inp tight">
      <Icon name="lock" />
      <input
        id={props.id}
        type={shown() ? 'text' : 'password'}
        autocomplete="new-password"
        required={props.field.required}
        aria-describedby={describedBy(props.field, props.form)}
        aria-invalid={props.form.issueOf(key) ? 'true' : undefined}
        value={String(props.form.values[key] ?? '')}
        onInput={(event) => props.form.set(key, event.currentTarget.value)}
      />
      <button
        type="button"
        class="ib"
        aria-label={`Show ${props.field.title}`}
        aria-pressed={shown()}
        onClick={() => setShown(!shown())}
      >
        <Icon name="eye" />
      </button>
    </span>
  );
};

/** A list of texts: Enter or a comma adds what was typed. */
export const TagsInput = (props: InputProps) => {
  const key = keyOf(props.field.path);
  const tags = (): readonly string[] => {
    const value = props.form.values[key];
    return Array.isArray(value) ? value : [];
  };
  const add = (input: HTMLInputElement): void => {
    const added = input.value
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    if (added.length > 0) props.form.set(key, [...tags(), ...added]);
    input.value = '';
  };
  return (
    <span class="inp tags">
      <For each={tags()}>
        {(tag, index) => (
          <span class="tag">
            {tag}
            <button
              type="button"
              class="ib"
              aria-label={`Remove ${tag}`}
              onClick={() =>
                props.form.set(
                  key,
                  tags().filter((_tag, at) => at !== index()),
                )
              }
            >
              <Icon name="close" />
            </button>
          </span>
        )}
      </For>
      <input
        id={props.id}
        autocomplete="off"
        placeholder={tags().length === 0 ? 'Enter adds an entry' : ''}
        aria-describedby={describedBy(props.field, props.form)}
        aria-invalid={props.form.issueOf(key) ? 'true' : undefined}
        onBlur={(event) => add(event.currentTarget)}
        onKeyDown={(event) => {
          const isAdding = event.key === ',' || (event.key === 'Enter' && event.currentTarget.value !== '');
          if (!isAdding) return;
          event.preventDefault();
          add(event.currentTarget);
        }}
      />
    </span>
  );
};
