import { For, Show } from 'solid-js';
import type { ServiceFieldsFragment } from '../../api/generated/graphql.ts';
import { Choose } from '../../components/Choose.tsx';
import { isUnder, type ServiceFilter, serviceFilters } from './dashboard.ts';

/** The address of the dashboard: what somebody looks for. */
export type Search = { q?: string; show?: string; env?: string };

/** The router's word on a link: stay where the page is scrolled to. */
const keepScroll = { noscroll: '' };

export const StateLinks = (props: { services: ServiceFieldsFragment[]; current: ServiceFilter; search: Search }) => {
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

interface EnvironmentsProps {
  all: string[];
  current: string;
  choose: (environment: string | undefined) => void;
}

/** Only where there is more than one. */
export const Environments = (props: EnvironmentsProps) => (
  <Show when={props.all.length > 1 || props.current}>
    <span class="sp">
      <Choose
        name="Environment"
        none="All environments"
        value={props.current}
        choices={props.all.map((name) => ({ key: name, name }))}
        onChoose={(name) => props.choose(name || undefined)}
      />
    </span>
  </Show>
);
