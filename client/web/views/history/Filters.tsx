import { For, Show } from 'solid-js';
import { Choose } from '../../components/Choose.tsx';
import { ChooseMany } from '../../components/ChooseMany.tsx';
import { FilterBox } from '../../components/FilterBox.tsx';
import { FilterSheet } from '../../components/FilterSheet.tsx';
import type { FilterField } from '../../components/filter-field.ts';
import { plural } from '../../components/format.ts';
import { isNarrow } from '../../components/narrow.ts';
import type { HistoryStore } from '../../live/history-store.ts';
import { historyFields, orderField } from './fields.tsx';
import { type HistoryParams, isFiltered, nothing } from './filter.ts';

export interface HistoryProps {
  store: HistoryStore;
  params: Partial<HistoryParams>;
  /** Changes the address, and with it the list. */
  narrow: (next: HistoryParams, options?: { replace: boolean }) => void;
}

/** Text, and a choice each with how many runs it would show: on a desk in a strip, on phones in a sheet. */
export const Filters = (props: HistoryProps) => {
  const fields = historyFields(props);
  const fieldsOfSheet = [...fields, orderField(props)];
  return (
    <div class="filters">
      <FilterBox
        label="Filter runs"
        value={props.params.q ?? ''}
        onInput={(q) => props.narrow({ q: q || undefined }, { replace: true })}
      />
      <Show when={isNarrow()} fallback={<Strip {...props} fields={fields} />}>
        <FilterSheet
          fields={fieldsOfSheet}
          result={plural(props.store.view.total, 'run')}
          clear={() => props.narrow({ ...nothing, q: props.params.q, sort: undefined })}
        />
      </Show>
    </div>
  );
};

const Strip = (props: HistoryProps & { fields: readonly FilterField[] }) => (
  <fieldset class="chooses" aria-label="Filters">
    <For each={props.fields}>
      {(field) =>
        field.kind === 'many' ? (
          <ChooseMany field={field} />
        ) : (
          <>
            <Choose {...field} name={field.none ?? field.name} />
            {field.more?.()}
          </>
        )
      }
    </For>
    <Show when={isFiltered(props.params)}>
      <button type="button" class="btn q" onClick={() => props.narrow(nothing)}>
        Clear
      </button>
    </Show>
  </fieldset>
);
