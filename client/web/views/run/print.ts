import { onCleanup } from 'solid-js';

/** Paper is white: the dark theme is put away while the page is printed. */
export const useLightPrint = (): void => {
  const root = document.documentElement;
  let theme: string | undefined;
  const before = (): void => {
    theme = root.dataset.theme;
    root.dataset.theme = 'light';
  };
  const after = (): void => {
    if (theme !== undefined) root.dataset.theme = theme;
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  onCleanup(() => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  });
};
