import { createEffect, onCleanup } from 'solid-js';
import { createStored } from './stored.ts';

const themes = ['light', 'dark', 'system'] as const;

export const [theme, setTheme] = createStored('theme', themes, 'system');

export const nextTheme = (): void => setTheme(themes[(themes.indexOf(theme()) + 1) % themes.length] ?? 'system');

/** Keeps <html data-theme> right after theme.js set it for the first paint. Needs an owner. */
export const applyTheme = (): void => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const chosen = theme();
    document.documentElement.dataset.theme = chosen === 'system' ? (system.matches ? 'dark' : 'light') : chosen;
  };
  createEffect(apply);
  system.addEventListener('change', apply);
  onCleanup(() => system.removeEventListener('change', apply));
};
