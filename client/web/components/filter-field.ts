import type { JSX } from 'solid-js';
import { valuesOf } from './values.ts';

export interface Choice {
  key: string;
  name: string;
  /** How much there is of it. */
  count?: number;
}

/**
 * One thing a list can be narrowed by: a control of the strip on a desk, a fold of the sheet on phones. Its values are
 * read when they are drawn, like a component's, so that new counts build no control again and none loses the focus.
 */
export interface FilterField {
  /** `many` takes several values, written as `valuesOf` reads them. */
  kind: 'one' | 'many';
  name: string;
  /** What it reads while nothing is chosen. */
  none?: string;
  /** How much there is while nothing is chosen. */
  readonly total?: number;
  /** As in the address. */
  readonly value: string | undefined;
  readonly choices: readonly Choice[];
  /** What is chosen, in words, where the names of the choices do not say it. */
  readonly words?: string | undefined;
  onChoose: (value: string | undefined) => void;
  /** What else it asks, after the choices. */
  more?: () => JSX.Element;
}

export const chosenOf = (field: Pick<FilterField, 'kind' | 'value'>): string[] =>
  field.kind === 'many' ? valuesOf(field.value) : field.value ? [field.value] : [];

/** The choices by their keys. A value out of the address is a choice too. */
export const keysOf = (field: FilterField): string[] => [
  ...new Set([...field.choices.map(({ key }) => key), ...chosenOf(field)]),
];

export const choiceOf = (field: FilterField, key: string): Choice =>
  field.choices.find((each) => each.key === key) ?? { key, name: key };

/** `Failed or lost +1`: what is chosen, short enough for a button; empty: nothing. */
export const wordsOf = (field: FilterField): string => {
  if (field.words) return field.words;
  const [first, ...others] = chosenOf(field).map((key) => choiceOf(field, key).name);
  return first === undefined ? '' : `${first}${others.length > 0 ? ` +${others.length}` : ''}`;
};
