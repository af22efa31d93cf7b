import type { FormState } from './form-state.ts';
import { type Field, keyOf } from './schema-fields.ts';

export interface InputProps {
  field: Field;
  id: string;
  form: FormState;
}

/** The id of a field's element, which the list of errors leads to. */
export const idOf = (key: string): string => `in-${key}`;

/** The ids of a field's hint and problem, as far as they are there. */
export const describedBy = (field: Field, form: FormState): string | undefined => {
  const id = idOf(keyOf(field.path));
  const parts = [hintOf(field) ? `${id}-hint` : '', form.issueOf(keyOf(field.path)) ? `${id}-issue` : ''];
  return parts.filter(Boolean).join(' ') || undefined;
};

/** What may be given, under the input. */
export const hintOf = (field: Field): string =>
  [field.description, rangeWords(field), kindWords(field)].filter(Boolean).join('. ');

const rangeWords = ({ minimum, maximum, step }: Field): string => {
  const steps = step === null || step === 1 ? '' : `, in steps of ${step}`;
  if (minimum !== null && maximum !== null) return `${minimum} to ${maximum}${steps}`;
  if (minimum !== null) return `${minimum} or more${steps}`;
  if (maximum !== null) return `${maximum} or less${steps}`;
  return steps ? `In steps of ${step}` : '';
};

const kindWords = ({ widget }: Field): string => {
  if (widget === 'secret') return 'Never stored in clear text, never shown again';
  return widget === 'json' ? 'As JSON' : '';
};
