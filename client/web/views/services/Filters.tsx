import { For, Show } from 'solid-js';
import type { ServiceFieldsFragment } from '../../api/generated/graphql.ts';
import { Choose } from '../../components/Choose.tsx';
import { FilterBox } from '../../components/FilterBox.tsx';
import { FilterSheet } from '../../components/FilterSheet.tsx';
import type { FilterField } from '../../components/filter-field.ts';
import { plural } from '../../components/format.ts';
import { isNarrow } from '../../components/narrow.ts';
import { environmentsOf, isUnder, type ServiceFilter, serviceFilters } from './dashboard.ts';

/** The address of the dashboard: what somebody looks for. */
export type Search = { q?: string; show?: string; env?: string };

interface FiltersProps {
  search: Search;
  current: ServiceFilter;
  services: ServiceFieldsFragment[];
  /** Those of the environment, whatever else is asked for. */
  inEnvironment: ServiceFieldsFragment[];
  /** Those asked for, whatever their environment. */
  inAnyEnvironment: ServiceFieldsFragment[];
  /** How many the list shows. */
  shown: number;
  /** Changes the address, and with it the list. */
  narrow: (next: { q?: string; env?: string | undefined }, options?: { replace: boolean }) => void;
}

/**
 * Text and state, and the environment where there is more than one: on a desk at the end of the line, on phones, where
 * the states fill it, in a sheet.
 */
export const Filters = (props: FiltersProps) => {
  const environment = environmentField(props);
  const hasEnvironments = () => environment.choices.length > 1 || Boolean(props.search.env);
  return (
    <div class="filters">
      <FilterBox
        label="Filter services"
        value={props.search.q ?? ''}
        onInput={(q) => props.narrow({ q }, { replace: true })}
      />
      <Show when={hasEnvironments() && isNarrow()}>
        <FilterSheet
          fields={[environment]}
          result={plural(props.shown, 'service')}
          clear={() => environment.onChoose(undefined)}
        />
      </Show>
      <StateLinks services={props.inEnvironment} current={props.current} search={props.search} />
      <Show when={hasEnvironments() && !isNarrow()}>
        <span class="sp">
          <Choose {...environment} choices={environment.choices.map(({ key, name }) => ({ key, name }))} />
        </span>
      </Show>
    </div>
  );
};

/** The router's word on a link: stay where the page is scrolled to. */
const keepScroll = { noscroll: '' };

const StateLinks = (props: { services: ServiceFieldsFragment[]; current: ServiceFilter; search: Search }) => {
  const href = (key: ServiceFilter): string => {
    const { q, env } = props.search;
    const search = new URLSearchParams({ ...(q && { q }), ...(env && { env }), ...(key !== 'all' && { show: key }) });
    return search.size > 0 ? `/?${search}` : '/';
  };
  const count = (key: ServiceFilter): number => props.services.filter((service) => isUnder(key, service)).length;
  return (
    <nav class="seg strip" aria-label="Filter by state">
      <For each={serviceFilters}>
        {(each) => (
          <a href={href(each.key)} {...keepScroll} aria-current={props.current === each.key ? 'true' : undefined}>
            {each.name} <small>{count(each.key)}</small>
          </a>
        )}
      </For>
    </nav>
  );
};

const environmentField = (props: FiltersProps): FilterField => ({
  kind: 'one',
  name: 'Environment',
  none: 'All environments',
  get total() {
    return props.inAnyEnvironment.length;
  },
  get value() {
    return props.search.env;
  },
  get choices() {
    return environmentsOf(props.services).map((name) => ({
      ...{ key: name, name },
      count: props.inAnyEnvironment.filter(({ environment }) => environment === name).length,
    }));
  },
  onChoose: (env) => props.narrow({ env: env || undefined }),
});
