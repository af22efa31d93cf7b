import { Show } from 'solid-js';
import type { Choice, FilterField } from '../../components/filter-field.ts';
import type { Facets } from '../../live/history-store.ts';
import type { HistoryProps } from './Filters.tsx';
import { daysWords, isBetweenDays, sinceChoices, statusChoices } from './filter.ts';
import { sortChoices } from './sort.ts';

/** What the history can be narrowed by, each with how many runs it would show. */
export const historyFields = (props: HistoryProps): FilterField[] => {
  const facets = () => props.store.view.facets;
  return [
    many(props, 'Status', 'status', () => statuses(facets())),
    many(props, 'Service', 'service', () => facets().services.map(named)),
    many(props, 'Environment', 'env', () => facets().environments.map(named)),
    many(props, 'Origin', 'origin', () => facets().origins.map(named)),
    many(props, 'User', 'user', () => facets().actors.map(named)),
    time(props),
  ];
};

/** On phones, where the table has no heads to sort by. */
export const orderField = (props: HistoryProps): FilterField => ({
  kind: 'one',
  name: 'Order',
  none: newest.name,
  get value() {
    return props.params.sort;
  },
  choices: otherOrders,
  onChoose: (sort) => props.narrow({ sort: sort || undefined }),
});

const [newest, ...otherOrders] = sortChoices;

const many = (
  props: HistoryProps,
  name: string,
  key: 'status' | 'service' | 'env' | 'origin' | 'user',
  choices: () => Choice[],
): FilterField => ({
  kind: 'many',
  name,
  get value() {
    return props.params[key];
  },
  get choices() {
    return choices();
  },
  onChoose: (value) => props.narrow({ [key]: value }),
});

const time = (props: HistoryProps): FilterField => ({
  kind: 'one',
  name: 'Time',
  none: 'Any time',
  get value() {
    return isBetweenDays(props.params) ? 'dates' : props.params.since;
  },
  choices: sinceChoices,
  get words() {
    return daysWords(props.params);
  },
  onChoose: (since) => props.narrow({ since: since || undefined, from: undefined, to: undefined }),
  more: () => (
    <Show when={isBetweenDays(props.params)}>
      <Day name="From" value={props.params.from} onChange={(from) => props.narrow({ since: 'dates', from })} />
      <Day name="To" value={props.params.to} onChange={(to) => props.narrow({ since: 'dates', to })} />
    </Show>
  ),
});

const Day = (props: { name: string; value: string | undefined; onChange: (day: string | undefined) => void }) => (
  <label class="inp day">
    <span class="m om">{props.name}</span>
    <input
      type="date"
      aria-label={props.name}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  </label>
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
