import { createSignal } from 'solid-js';

const query = matchMedia('(max-width: 1023px)');
const [narrow, setNarrow] = createSignal(query.matches);
query.addEventListener('change', () => setNarrow(query.matches));

/** Phones and tablets: the same limit as in the style sheets. For what a style sheet cannot decide. */
export const isNarrow = narrow;
