import { createSignal } from 'solid-js';

const [updated, setUpdated] = createSignal(false);

/** True once the server has another version of this application than the one in this tab. */
export { updated };

/** Looks after every lost connection and missing part, because a new version arrives with a restart; never while all is well. */
export const lookForUpdate = async (): Promise<void> => {
  const own = document.querySelector<HTMLScriptElement>('script[type=module]')?.src;
  const response = await fetch('/', { headers: { accept: 'text/html' } }).catch(() => null);
  if (!own || !response?.ok) return;
  if (!(await response.text()).includes(new URL(own).pathname)) setUpdated(true);
};

/** A part of the application did not load: its file was replaced under an open tab, or the server does not answer. */
export const isMissingPart = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|importing a module|preload/i.test(error.message);

/** Vite says so for every part that does not load, also for those that nobody waits for; why not is for the server to say. */
export const watchForUpdates = (): void => {
  addEventListener('vite:preloadError', () => void lookForUpdate());
};
