import { createSignal } from 'solid-js';
import { chime } from './chime.ts';
import { notifications, sound } from './preferences.ts';

/** Whether the browser lets us tell the end of a run. `unsupported`: no secure origin, or no such feature. */
export type Permission = NotificationPermission | 'unsupported';

const current = (): Permission => ('Notification' in globalThis ? Notification.permission : 'unsupported');

const [permission, setPermission] = createSignal<Permission>(current());
const [watched, setWatched] = createSignal<ReadonlySet<number>>(new Set());

export { permission };

/** Asks the person, and only ever after they pressed something. */
export const askPermission = async (): Promise<Permission> => {
  if (current() === 'default') await Notification.requestPermission();
  setPermission(current());
  return current();
};

/** The end of this run will be told: asked for with its bell, or of all runs in the preferences. */
export const isWatched = (run: number): boolean =>
  permission() === 'granted' && (notifications() === 'on' || watched().has(run));

export const watch = (run: number, on: boolean): void => {
  const next = new Set(watched());
  if (on) next.add(run);
  else next.delete(run);
  setWatched(next);
};

/** Once for each run, over all tabs; only where nobody looks at the page. A click brings the tab to the front. */
export const tellEnd = (run: number, isGood: boolean, title: string, body: string): void => {
  if (!isWatched(run) || document.visibilityState === 'visible') return;
  const shown = notificationOf(title, { body, tag: `deployment-${run}`, icon: '/icons/idle.svg' });
  if (sound() === 'on') chime(isGood);
  if (!shown) return;
  shown.onclick = () => {
    window.focus();
    shown.close();
  };
};

/** Chrome on Android lets a person permit notifications, and then throws. */
const notificationOf = (title: string, options: NotificationOptions): Notification | null => {
  try {
    return new Notification(title, options);
  } catch {
    setPermission('unsupported');
    return null;
  }
};
