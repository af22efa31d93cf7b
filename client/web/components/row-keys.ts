import { useShortcuts } from '../session/shortcuts.ts';

/** J and K move the focus along the links of a list, O opens the one that has it. Needs a Solid owner. */
export const useRowKeys = (links: string): void => {
  const move = (by: number): void => {
    const all = [...document.querySelectorAll<HTMLElement>(links)].filter((link) => link.offsetParent !== null);
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? all.indexOf(focused) : -1;
    const next = at === -1 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
    all[next]?.focus();
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    o: () => {
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && focused.matches(links)) focused.click();
    },
  });
};
