import { For, Show } from 'solid-js';
import { ChoiceInput, RadioCards } from './ChoiceInputs.tsx';
import { isShown } from './field-values.ts';
import type { FormState } from './form-state.ts';
import { describedBy, hintOf, type InputProps, idOf } from './hints.ts';
import { SecretInput, SwitchInput, TagsInput } from './SpecialInputs.tsx';
import { type Field, keyOf } from './schema-fields.ts';
import { TextInput } from './TextInput.tsx';

/** Fields under one another; an object is a group of its own. */
export const Fields = (props: { fields: readonly Field[]; form: FormState }) => (
  <For each={props.fields}>
    {(field) => (
      <Show when={isShown(field, props.form.fields, props.form.values)}>
        <Show when={field.widget === 'fieldset'} fallback={<FieldInput field={field} form={props.form} />}>
          <fieldset class="fd inner">
            <legend>{field.title}</legend>
            <Show when={field.description}>
              <p class="h">{field.description}</p>
            </Show>
            <Fields fields={field.fields} form={props.form} />
          </fieldset>
        </Show>
      </Show>
    )}
  </For>
);

/** Label, input, hint and problem of one parameter. */
const FieldInput = (props: { field: Field; form: FormState }) => {
  const key = keyOf(props.field.path);
  const isGroup = props.field.widget === 'radio' || props.field.widget === 'checkboxes';
  return (
    <div class="fd" data-field={key} onFocusOut={(event) => leaves(event) && props.form.leave(key)}>
      <Show
        when={isGroup}
        fallback={
          <>
            <label for={idOf(key)}>
              {props.field.title} <Required field={props.field} />
            </label>
            <Input field={props.field} id={idOf(key)} form={props.form} />
            <Hint id={idOf(key)} field={props.field} issue={props.form.issueOf(key)} />
          </>
        }
      >
        <fieldset id={idOf(key)} tabindex="-1" aria-describedby={describedBy(props.field, props.form)}>
          <legend>
            {props.field.title} <Required field={props.field} />
          </legend>
          <RadioCards field={props.field} id={idOf(key)} form={props.form} />
          <Hint id={idOf(key)} field={props.field} issue={props.form.issueOf(key)} />
        </fieldset>
      </Show>
    </div>
  );
};

/** The focus went elsewhere, not to another part of the same field. */
const leaves = (event: FocusEvent): boolean =>
  event.currentTarget instanceof Node &&
  !(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget));

const Required = (props: { field: Field }) => (
  <Show when={props.field.required && props.field.widget !== 'switch'}>
    <span class="m">required</span>
  </Show>
);

const Input = (props: InputProps) => {
  switch (props.field.widget) {
    case 'switch':
      return <SwitchInput {...props} />;
    case 'secret':
      return <SecretInput {...props} />;
    case 'tags':
      return <TagsInput {...props} />;
    case 'select':
    case 'combobox':
      return <ChoiceInput {...props} />;
    default:
      return <TextInput {...props} />;
  }
};

const Hint = (props: { id: string; field: Field; issue: string | undefined }) => (
  <>
    <Show when={hintOf(props.field)}>
      <p class="h" id={`${props.id}-hint`}>
        {hintOf(props.field)}
      </p>
    </Show>
    <Show when={props.issue}>
      <p class="h fail" id={`${props.id}-issue`}>
        {props.field.title} {props.issue}
      </p>
    </Show>
  </>
);
