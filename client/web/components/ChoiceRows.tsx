import { createUniqueId, For } from 'solid-js';
import { choiceOf, chosenOf, type FilterField, keysOf } from './filter-field.ts';
import { toggled } from './values.ts';

/** The choices of a filter as rows to tick, each with how much it would show. */
export const ChoiceRows = (props: { field: FilterField }) => (
  <>
    {props.field.kind === 'many' ? <Boxes field={props.field} /> : <Circles field={props.field} />}
    {props.field.more?.()}
  </>
);

const Boxes = (props: { field: FilterField }) => (
  <For each={keysOf(props.field)} fallback={<p class="m">Nothing to choose from.</p>}>
    {(key) => (
      <label>
        <input
          type="checkbox"
          checked={chosenOf(props.field).includes(key)}
          onChange={() => props.field.onChoose(toggled(props.field.value, key))}
        />
        <span>{choiceOf(props.field, key).name}</span>
        <span class="m">{choiceOf(props.field, key).count}</span>
      </label>
    )}
  </For>
);

const Circles = (props: { field: FilterField }) => {
  const group = createUniqueId();
  const row = (key: string) =>
    key === '' ? { name: props.field.none ?? 'Any', count: props.field.total } : choiceOf(props.field, key);
  return (
    <For each={['', ...keysOf(props.field)]}>
      {(key) => (
        <label>
          <input
            type="radio"
            name={group}
            checked={(props.field.value ?? '') === key}
            onChange={() => props.field.onChoose(key || undefined)}
          />
          <span>{row(key).name}</span>
          <span class="m">{row(key).count}</span>
        </label>
      )}
    </For>
  );
};
