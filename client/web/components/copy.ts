import { announce } from '../session/announce.ts';

/** Copies text, says aloud whether it could, and answers it. Without a secure context browsers have no clipboard: then a selection does it. */
export const copyText = async (text: string, what: string): Promise<boolean> => {
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  const done = copied || copyBySelection(text);
  announce(done ? `${what} copied` : `${what} could not be copied`);
  return done;
};

const copyBySelection = (text: string): boolean => {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr';
  // What is behind a modal dialog cannot be selected.
  (topDialog() ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
};

const topDialog = (): Element | undefined => [...document.querySelectorAll('dialog:modal')].at(-1);
