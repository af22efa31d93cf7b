import { createSignal, For, Show } from 'solid-js';
import { ChoiceRows } from './ChoiceRows.tsx';
import { Dialog } from './Dialog.tsx';
import { type FilterField, wordsOf } from './filter-field.ts';
import { Icon } from './Icon.tsx';
import './filter-sheet.css';

interface FilterSheetProps {
  fields: readonly FilterField[];
  /** What the list shows now: `12 runs`. */
  result: string;
  /** Takes back what is chosen in the sheet. */
  clear: () => void;
}

/** On phones, in place of a strip of filters: a button that opens them in a sheet, and what is chosen, to be taken back. */
export const FilterSheet = (props: FilterSheetProps) => {
  const [isOpen, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const chosen = () => props.fields.filter((field) => field.value);
  const remove = (field: FilterField): void => {
    field.onChoose(undefined);
    button?.focus();
  };
  return (
    <>
      <button
        ref={(each) => {
          button = each;
        }}
        type="button"
        class="btn"
        aria-haspopup="dialog"
        aria-expanded={isOpen()}
        onClick={() => setOpen(true)}
      >
        <Icon name="filter" />
        Filters
        <Show when={chosen().length > 0}>
          {' '}
          <span class="filter-count">{chosen().length}</span>
        </Show>
      </button>
      <Show when={chosen().length > 0}>
        <ul class="chosen" aria-label="Chosen filters">
          <For each={chosen()}>{(field) => <Chosen field={field} remove={() => remove(field)} />}</For>
        </ul>
      </Show>
      <Show when={isOpen()}>
        <Sheet {...props} isEmpty={chosen().length === 0} close={() => setOpen(false)} />
      </Show>
    </>
  );
};

const Chosen = (props: { field: FilterField; remove: () => void }) => (
  <li>
    <button type="button" onClick={() => props.remove()}>
      <span class="sr">{props.field.name}: </span>
      <span class="ell">{wordsOf(props.field)}</span>
      <Icon name="close" />
      <span class="sr">, remove</span>
    </button>
  </li>
);

const Sheet = (props: FilterSheetProps & { isEmpty: boolean; close: () => void }) => (
  <Dialog
    title="Filters"
    onClose={props.close}
    footer={
      <>
        <button
          type="button"
          class="btn q"
          aria-disabled={props.isEmpty}
          onClick={() => !props.isEmpty && props.clear()}
        >
          Clear
        </button>
        <button type="button" class="btn p" onClick={() => props.close()}>
          Show {props.result}
        </button>
      </>
    }
  >
    <div class="fields">
      <For each={props.fields}>{(field, index) => <Fold field={field} open={index() === 0} />}</For>
    </div>
  </Dialog>
);

const Fold = (props: { field: FilterField; open: boolean }) => (
  <details open={props.open}>
    <summary>
      {props.field.name}
      <span class="ell" classList={{ m: !props.field.value }}>
        {wordsOf(props.field) || (props.field.none ?? 'Any')}
      </span>
      <Icon name="down" />
    </summary>
    <fieldset aria-label={props.field.name}>
      <ChoiceRows field={props.field} />
    </fieldset>
  </details>
);
