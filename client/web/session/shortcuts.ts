import { onCleanup } from 'solid-js';
import { createKeybindingsHandler } from 'tinykeys';
import { singleKeys } from './preferences.ts';

/** The first key of every two-key sequence (`G S`), and how long tinykeys waits for the second. */
const leader = 'g';
const sequenceMs = 1_000;

let leaderAt = Number.NEGATIVE_INFINITY;

/**
 * Keys of one page or of the shell, in tinykeys' words. Ignored while typing, while a dialog is open, and, but for
 * Escape, where the preferences turn single keys off.
 */
export const useShortcuts = (keys: Record<string, () => void>): void => {
  const bindings = Object.entries(keys).map(([key, action]) => [key, guarded(key, action)] as const);
  const handler = createKeybindingsHandler(Object.fromEntries(bindings), { ignore: isTakenElsewhere });
  addEventListener('keydown', handler);
  onCleanup(() => removeEventListener('keydown', handler));
};

/** Ctrl or ⌘ with a key: also while typing, whatever the preferences say. Not over a dialog that asks something. */
export const useCommandKey = (key: string, action: () => void): void => {
  const handler = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== key || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (!document.querySelector('dialog.dlg[open]')) action();
  };
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
  const typing =
    target instanceof HTMLElement &&
    target.matches('textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button])');
  if (typing || event.ctrlKey || event.metaKey || event.altKey || singleKeys() === 'off') return true;
  if (event.key === leader) leaderAt = event.timeStamp;
  return false;
};
