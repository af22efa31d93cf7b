import { createMemo, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { StartFormQuery } from '../../api/generated/graphql.ts';
import {
  type FieldValue,
  type FieldValues,
  initialValues,
  type Parameters,
  parametersOfAddress,
  valuesOfAddress,
} from './field-values.ts';
import type { Refusal } from './StartProvider.tsx';
import { fieldsOf, keyOf, leavesOf } from './schema-fields.ts';
import { startChanges, versionOf } from './start-changes.ts';
import { type Issue, type Validation, validateForm } from './validate.ts';

export type StartableService = NonNullable<StartFormQuery['service']>;
type Earlier = NonNullable<StartFormQuery['from']>;

export type FormState = ReturnType<typeof createFormState>;

/** What somebody fills in before a start. Needs a Solid owner. */
export const createFormState = (service: StartableService, from: Earlier | null, search: URLSearchParams) => {
  const fields = fieldsOf(service.parametersSchema);
  const lastGood = service.lastGood.nodes[0] ?? null;
  const filledFrom = from ?? lastGood;
  const earlier = asParameters(filledFrom?.parameters);
  const given = fields.length > 0 ? {} : parametersOfAddress(search);
  const taken: Parameters = { ...earlier, ...given };
  const [values, setValues] = createStore<FieldValues>({
    ...initialValues(fields, earlier),
    ...valuesOfAddress(fields, search),
  });
  const [note, setNote] = createSignal('');
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const [isSubmitted, setSubmitted] = createSignal(false);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [filled, setFilled] = createSignal<number | null>(filledFrom?.number ?? null);
  const checked = createMemo<Validation>(() => validateForm(service.parametersSchema, fields, { ...values }));

  const serverIssues = (): Issue[] =>
    (refusal()?.issues ?? []).map(({ path, message }) => ({
      key: path[0] === 'parameters' ? keyOf(path.slice(1)) : '',
      message,
    }));
  const issues = (): Issue[] => {
    const result = checked();
    return [...(result.ok ? [] : result.issues), ...serverIssues()];
  };
  const fill = (source: Parameters, number: number | null): void => {
    setValues(initialValues(fields, source));
    setFilled(number);
    setRefusal(null);
  };

  return {
    ...{ service, fields, lastGood, filledFrom, values, note, setNote, filled, refusal, checked },
    set(key: string, value: FieldValue): void {
      setValues(key, value);
      setRefusal(null);
    },
    /** No error is shown before its input was left, or the form sent. */
    leave: (key: string) => setLeft(new Set([...left(), key])),
    issueOf(key: string): string | undefined {
      if (!isSubmitted() && !left().has(key)) return undefined;
      return issues().find((issue) => issue.key === key)?.message;
    },
    /** For the list above the form; only once it was sent. */
    summary: (): Issue[] => (isSubmitted() ? issues() : []),
    titleOf: (key: string): string => leavesOf(fields).find((field) => keyOf(field.path) === key)?.title ?? key,
    submitted: () => setSubmitted(true),
    refuse: (next: Refusal | null) => setRefusal(next),
    changes: createMemo(() => startChanges(service, fields, { ...values }, lastGood)),
    version: () => versionOf(service, fields.length > 0 ? values : taken),
    useEarlier: () => fill(earlier, filledFrom?.number ?? null),
    useDefaults: () => fill({}, null),
    /** The run this form repeats: the same service's, with its parameters as the server shows them. */
    repeats: from && from.service.name === service.name ? { number: from.number, parameters: earlier } : null,
    /** What a service without inputs is started with; of these the address gave `given`. */
    taken,
    given: Object.keys(given),
  };
};

const asParameters = (value: unknown): Parameters =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
