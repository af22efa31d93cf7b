import { useLocation } from '@solidjs/router';
import { Show } from 'solid-js';
import type { DeploymentOrder } from '../../api/generated/graphql.ts';
import { Icon } from '../../components/Icon.tsx';
import { directionOf, nextSort, type SortColumn } from './sort.ts';

/** The router's word on a link: stay where the page is scrolled to. */
const keepScroll = { noscroll: '' };

interface SortHeadProps {
  column: SortColumn;
  name: string;
  order: DeploymentOrder;
}

/** The head of a column as a link that sorts by it, or turns its order round. The arrow points to where the greatest is. */
export const SortHead = (props: SortHeadProps) => {
  const location = useLocation();
  const direction = () => directionOf(props.column, props.order);
  const href = (): string => {
    const search = new URLSearchParams(location.search);
    search.delete('after');
    search.delete('sort');
    const { key } = nextSort(props.column, props.order);
    if (key) search.set('sort', key);
    return `/deployments${search.size > 0 ? `?${search}` : ''}`;
  };
  return (
    <th scope="col" class={`c-${props.column}`} aria-sort={direction()}>
      <a class="sort" href={href()} {...keepScroll}>
        {props.name}
        <Show when={direction()}>
          <Icon name={direction() === 'ascending' ? 'up' : 'down'} />
        </Show>
      </a>
    </th>
  );
};
