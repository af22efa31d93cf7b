import { For } from 'solid-js';
import type { Choice } from './filter-field.ts';
import { Icon } from './Icon.tsx';

interface ChooseProps {
  name: string;
  /** What it reads while nothing is chosen, where that is not its name. */
  none?: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChoose: (key: string) => void;
}

/** One filter as a native select: the best one on every device, and nothing to load. A value out of the address is a choice too. */
export const Choose = (props: ChooseProps) => {
  const choices = (): readonly Choice[] =>
    !props.value || props.choices.some(({ key }) => key === props.value)
      ? props.choices
      : [...props.choices, { key: props.value, name: props.value.replaceAll(',', ' or ') }];
  return (
    <span class="choose" classList={{ on: Boolean(props.value) }}>
      <select aria-label={props.name} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        <option value="" selected={!props.value}>
          {props.none ?? props.name}
        </option>
        <For each={choices()}>
          {(choice) => (
            <option value={choice.key} selected={props.value === choice.key}>
              {choice.count === undefined ? choice.name : `${choice.name} (${choice.count})`}
            </option>
          )}
        </For>
      </select>
      <Icon name="down" />
    </span>
  );
};
