import { useLocation } from '@solidjs/router';
import { Show } from 'solid-js';

/** A real link to the next page, which can be opened in another tab; a plain click adds its rows below. */
export const LoadMore = (props: { next: string | null; load: () => Promise<void> }) => {
  const location = useLocation();
  const href = (): string => {
    const query = new URLSearchParams(location.search);
    query.set('after', props.next ?? '');
    return `${location.pathname}?${query}`;
  };
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void props.load();
  };
  return (
    <Show when={props.next}>
      <p class="more">
        <a class="btn" href={href()} onClick={follow}>
          Load 50 more
        </a>
      </p>
    </Show>
  );
};
