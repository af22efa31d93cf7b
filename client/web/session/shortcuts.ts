import { onCleanup } from 'solid-js';
import { createKeybindingsHandler } from 'tinykeys';

/** The first key of every two-key sequence (`G S`), and how long tinykeys waits for the second. */
const leader = 'g';
const sequenceMs = 1_000;

let leaderAt = Number.NEGATIVE_INFINITY;

/** Single keys of one page or of the shell, in tinykeys' words. Ignored while typing and while a dialog is open. */
export const useShortcuts = (keys: Record<string, () => void>): void => {
  const bindings = Object.entries(keys).map(([key, action]) => [key, guarded(key, action)] as const);
  const handler = createKeybindingsHandler(Object.fromEntries(bindings), { ignore: isTakenElsewhere });
  addEventListener('keydown', handler);
  onCleanup(() => removeEventListener('keydown', handler));
};

/** The D of `G D` goes to the deployments and must not deploy as well. */
const guarded =
  (key: string, action: () => void) =>
  (event: KeyboardEvent): void => {
    if (!key.includes(' ') && event.timeStamp - leaderAt < sequenceMs) return;
    event.preventDefault();
    action();
  };

const isTakenElsewhere = (event: KeyboardEvent): boolean => {
  if (document.querySelector('dialog[open]')) return true;
  if (event.key === 'Escape') return false;
  const target = event.target;
  const typing = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (event.key === leader) leaderAt = event.timeStamp;
  return false;
};
