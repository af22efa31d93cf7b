import type { JSX } from 'solid-js';
import { describedBy, type InputProps } from './hints.ts';
import { keyOf, type Widget } from './schema-fields.ts';

/** Everything that is typed: text in one line or several, numbers, dates, addresses, JSON. */
export const TextInput = (props: InputProps) => {
  const key = keyOf(props.field.path);
  const value = () => String(props.form.values[key] ?? '');
  const common = () => ({
    id: props.id,
    required: props.field.required,
    placeholder: placeholderOf(props),
    'aria-describedby': describedBy(props.field, props.form),
    'aria-invalid': props.form.issueOf(key) ? ('true' as const) : undefined,
  });
  if (props.field.widget === 'long' || props.field.widget === 'json')
    return (
      <span class="inp" classList={{ json: props.field.widget === 'json' }}>
        <textarea
          {...common()}
          rows={props.field.widget === 'json' ? 5 : 3}
          maxlength={props.field.maxLength ?? undefined}
          spellcheck={props.field.widget !== 'json'}
          value={value()}
          onInput={(event) => props.form.set(key, event.currentTarget.value)}
        />
      </span>
    );
  const isShort = ['number', 'date', 'datetime'].includes(props.field.widget);
  return (
    <span class="inp" classList={{ short: isShort, wider: props.field.widget === 'datetime' }}>
      <input
        {...common()}
        {...kindOf(props.field.widget)}
        {...limitsOf(props)}
        value={value()}
        onInput={(event) => props.form.set(key, event.currentTarget.value)}
      />
    </span>
  );
};

/** An example, else the default that counts when nothing is given. */
const placeholderOf = ({ field }: InputProps): string | undefined => {
  if (field.example) return field.example;
  return typeof field.initial === 'string' || typeof field.initial === 'number' ? String(field.initial) : undefined;
};

const kindOf = (widget: Widget): JSX.InputHTMLAttributes<HTMLInputElement> => {
  switch (widget) {
    case 'number':
      return { type: 'number', inputmode: 'decimal' };
    case 'email':
      return { type: 'email', autocomplete: 'off' };
    case 'url':
      return { type: 'url', inputmode: 'url' };
    case 'date':
      return { type: 'date' };
    case 'datetime':
      return { type: 'datetime-local' };
    default:
      return { type: 'text', autocomplete: 'off', spellcheck: false };
  }
};

const limitsOf = ({ field }: InputProps): JSX.InputHTMLAttributes<HTMLInputElement> => {
  if (field.widget !== 'number') return { maxlength: field.maxLength ?? undefined };
  return {
    min: field.minimum ?? undefined,
    max: field.maximum ?? undefined,
    step: field.step ?? (field.whole ? 1 : 'any'),
    inputmode: field.whole ? 'numeric' : 'decimal',
  };
};
