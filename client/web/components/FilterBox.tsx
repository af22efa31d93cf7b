import { useShortcuts } from '../session/shortcuts.ts';
import { Icon } from './Icon.tsx';

/** The box that `/` focuses; Escape clears it. */
export const FilterBox = (props: { label: string; value: string; onInput: (value: string) => void }) => {
  let input: HTMLInputElement | undefined;
  useShortcuts({ '[Shift]+/': () => input?.focus() });
  return (
    <label class="inp filter-box">
      <Icon name="search" />
      <input
        ref={(each) => {
          input = each;
        }}
        type="search"
        aria-label={props.label}
        placeholder={props.label}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          props.onInput('');
          event.currentTarget.blur();
        }}
      />
      <kbd>/</kbd>
    </label>
  );
};
