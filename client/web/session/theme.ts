import { createEffect, onCleanup } from 'solid-js';
import { density, motion, palette, setTheme, theme, themes } from './preferences.ts';

export { theme };

export const nextTheme = (): void => setTheme(themes[(themes.indexOf(theme()) + 1) % themes.length] ?? 'system');

/** Keeps the attributes of <html> right after theme.js set them for the first paint. Needs an owner. */
export const applyTheme = (): void => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const less = matchMedia('(prefers-reduced-motion: reduce)');
  const { dataset } = document.documentElement;
  const apply = (): void => {
    dataset.theme = theme() === 'system' ? (dark.matches ? 'dark' : 'light') : theme();
    dataset.density = density();
    dataset.motion = motion() === 'reduced' || less.matches ? 'reduced' : 'full';
    dataset.palette = palette();
  };
  createEffect(apply);
  for (const query of [dark, less]) {
    query.addEventListener('change', apply);
    onCleanup(() => query.removeEventListener('change', apply));
  }
};
