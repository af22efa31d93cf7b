import { createSignal } from 'solid-js';

const [polite, setPolite] = createSignal('');
const [alert, setAlert] = createSignal('');
const quietMs = 5_000;

let lastAt = 0;
let pending: ReturnType<typeof setTimeout> | undefined;

export { alert, polite };

/** Says something through the polite live region, at most once in five seconds; of several the last one wins. */
export const announce = (message: string): void => {
  clearTimeout(pending);
  const wait = Math.max(lastAt + quietMs - Date.now(), 0);
  pending = setTimeout(() => {
    lastAt = Date.now();
    setPolite(message);
  }, wait);
};

/** Interrupts: only for the failure of what the reader is looking at. */
export const alarm = (message: string): void => {
  setAlert(message);
};
