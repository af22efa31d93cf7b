import { Show } from 'solid-js';
import { type Choice, Choose } from '../../components/Choose.tsx';
import { ChooseMany } from '../../components/ChooseMany.tsx';
import { FilterBox } from '../../components/FilterBox.tsx';
import type { Facets, HistoryStore } from '../../live/history-store.ts';
import { type HistoryParams, isFiltered, nothing, sinceChoices, statusChoices } from './filter.ts';
import { sortChoices } from './sort.ts';

export interface HistoryProps {
  store: HistoryStore;
  params: Partial<HistoryParams>;
  /** Changes the address, and with it the list. */
  narrow: (next: HistoryParams, options?: { replace: boolean }) => void;
}

/** Text, and a choice each with how many runs it would show. */
export const Filters = (props: HistoryProps) => {
  const facets = () => props.store.view.facets;
  return (
    <div class="filters">
      <FilterBox
        label="Filter runs"
        value={props.params.q ?? ''}
        onInput={(q) => props.narrow({ q: q || undefined }, { replace: true })}
      />
      <fieldset class="strip chooses" aria-label="Filters">
        <ChooseMany
          name="Status"
          value={props.params.status}
          choices={statuses(facets())}
          onChoose={(status) => props.narrow({ status })}
        />
        <ChooseMany
          name="Service"
          value={props.params.service}
          choices={facets().services.map(named)}
          onChoose={(service) => props.narrow({ service })}
        />
        <ChooseMany
          name="Environment"
          value={props.params.env}
          choices={facets().environments.map(named)}
          onChoose={(env) => props.narrow({ env })}
        />
        <ChooseMany
          name="Origin"
          value={props.params.origin}
          choices={facets().origins.map(named)}
          onChoose={(origin) => props.narrow({ origin })}
        />
        <ChooseMany
          name="User"
          value={props.params.user}
          choices={facets().actors.map(named)}
          onChoose={(user) => props.narrow({ user })}
        />
        <Dates {...props} />
        <span class="om">
          <Choose
            name="Order"
            none={newest.name}
            value={props.params.sort}
            choices={otherOrders}
            onChoose={(sort) => props.narrow({ sort: sort || undefined })}
          />
        </span>
        <Show when={isFiltered(props.params)}>
          <button type="button" class="btn q" onClick={() => props.narrow(nothing)}>
            Clear
          </button>
        </Show>
      </fieldset>
    </div>
  );
};

/** On phones, where the table has no heads to sort by. */
const [newest, ...otherOrders] = sortChoices;

const Dates = (props: HistoryProps) => {
  const isBetween = () => props.params.since === 'dates' || Boolean(props.params.from || props.params.to);
  return (
    <>
      <Choose
        name="Any time"
        value={isBetween() ? 'dates' : props.params.since}
        choices={sinceChoices}
        onChoose={(since) => props.narrow({ since: since || undefined, from: undefined, to: undefined })}
      />
      <Show when={isBetween()}>
        <Day label="From" value={props.params.from} onChange={(from) => props.narrow({ since: 'dates', from })} />
        <Day label="To" value={props.params.to} onChange={(to) => props.narrow({ since: 'dates', to })} />
      </Show>
    </>
  );
};

const Day = (props: { label: string; value: string | undefined; onChange: (day: string | undefined) => void }) => (
  <span class="inp day">
    <input
      type="date"
      aria-label={props.label}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  </span>
);

const named = ({ value, count }: { value: string; count: number }): Choice => ({ key: value, name: value, count });

const statuses = (facets: Facets): Choice[] =>
  statusChoices.map(({ key, name, states }) => ({
    ...{ key, name },
    count: facets.states.reduce(
      (sum, facet) => sum + (states.some((state) => state === facet.value) ? facet.count : 0),
      0,
    ),
  }));
