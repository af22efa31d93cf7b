import { createUniqueId } from 'solid-js';
import { ChoiceRows } from './ChoiceRows.tsx';
import { type FilterField, wordsOf } from './filter-field.ts';
import { Icon } from './Icon.tsx';

/** One filter with several values: boxes in the browser's own popover, which closes on Escape and gives the focus back. */
export const ChooseMany = (props: { field: FilterField }) => {
  const id = createUniqueId();
  const words = () => wordsOf(props.field);
  return (
    <span class="choose many" classList={{ on: words() !== '' }}>
      <button type="button" popovertarget={id}>
        <span classList={{ sr: words() !== '' }}>{props.field.name}</span>
        <span>{words()}</span>
      </button>
      <Icon name="down" />
      <fieldset id={id} popover="auto" aria-label={props.field.name}>
        <ChoiceRows field={props.field} />
      </fieldset>
    </span>
  );
};
