import { createUniqueId, For } from 'solid-js';
import type { Choice } from './Choose.tsx';
import { Icon } from './Icon.tsx';
import { toggled, valuesOf } from './values.ts';

interface ChooseManyProps {
  name: string;
  /** As in the address. */
  value: string | undefined;
  choices: readonly Choice[];
  onChoose: (value: string | undefined) => void;
}

/** One filter with several values: boxes in the browser's own popover, which closes on Escape and gives the focus back. */
export const ChooseMany = (props: ChooseManyProps) => {
  const id = createUniqueId();
  const chosen = () => valuesOf(props.value);
  const choice = (key: string): Choice => props.choices.find((each) => each.key === key) ?? { key, name: key };
  // By value, so that new counts build no box again and none loses the focus.
  const keys = () => [...new Set([...props.choices.map(({ key }) => key), ...chosen()])];
  const words = (): string => {
    const [first, ...others] = chosen().map((key) => choice(key).name);
    return `${first}${others.length > 0 ? ` +${others.length}` : ''}`;
  };
  return (
    <span class="choose many" classList={{ on: chosen().length > 0 }}>
      <button type="button" popovertarget={id}>
        <span classList={{ sr: chosen().length > 0 }}>{props.name}</span>
        <span>{chosen().length > 0 ? words() : ''}</span>
      </button>
      <Icon name="down" />
      <fieldset id={id} popover="auto" aria-label={props.name}>
        <For each={keys()} fallback={<p class="m">Nothing to choose from.</p>}>
          {(key) => (
            <label>
              <input
                type="checkbox"
                checked={chosen().includes(key)}
                onChange={() => props.onChoose(toggled(props.value, key))}
              />
              <span>{choice(key).name}</span>
              <span class="m">{choice(key).count}</span>
            </label>
          )}
        </For>
      </fieldset>
    </span>
  );
};
