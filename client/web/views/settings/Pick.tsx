import { For } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';

interface PickProps {
  /** Also what it reads while nothing is picked. */
  name: string;
  value: string | undefined;
  choices: readonly { key: string; name: string }[];
  onPick: (key: string) => void;
}

/** One filter as a native select: the best one on every device, and nothing to load. */
export const Pick = (props: PickProps) => {
  const choices = () =>
    !props.value || props.choices.some(({ key }) => key === props.value)
      ? props.choices
      : [...props.choices, { key: props.value, name: props.value }];
  return (
    <span class="pick" classList={{ on: Boolean(props.value) }}>
      <select aria-label={props.name} onChange={(event) => props.onPick(event.currentTarget.value)}>
        <option value="" selected={!props.value}>
          {props.name}
        </option>
        <For each={choices()}>
          {(choice) => (
            <option value={choice.key} selected={props.value === choice.key}>
              {choice.name}
            </option>
          )}
        </For>
      </select>
      <Icon name="down" />
    </span>
  );
};
