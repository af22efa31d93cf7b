import { For } from 'solid-js';

const rows = [0, 1, 2, 3, 4, 5];

/** The shape of a page before its data; invisible for the first 150 ms (ui.css), so that fast answers do not flash. */
export const Skeleton = (props: { title: string }) => (
  <div class="page skeleton" aria-busy="true">
    <header class="ph">
      <h1 tabindex="-1">{props.title}</h1>
    </header>
    <For each={rows}>{() => <div class="bone" />}</For>
  </div>
);
