/** Under the sticky headers: where a reader's eyes are. */
const readingPx = 160;

/** Scrolls to a line that are not done yet: nothing else may move the page meanwhile. */
let onTheWay = 0;

/**
 * Scrolls to a line, once its section is open. Off-screen boxes only estimate their height until they are drawn, so the
 * place is corrected then; the line is looked up each time, because the log may have been drawn again meanwhile.
 */
export const scrollToLine = (find: () => HTMLElement | undefined): void => {
  const go = (): void => find()?.scrollIntoView({ block: 'center', behavior: 'instant' });
  onTheWay += 1;
  go();
  requestAnimationFrame(() => {
    go();
    requestAnimationFrame(() => {
      go();
      onTheWay -= 1;
    });
  });
};

export const isOnScreen = (element: HTMLElement): boolean => {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && top > readingPx && bottom < innerHeight;
};

/** Runs `change`, which may draw the whole log again, and puts the line that was being read back where it was. */
export const keepingPlace = (
  log: HTMLElement | undefined,
  find: (n: number) => HTMLElement | undefined,
  change: () => void,
): void => {
  const line = lineBeingRead(log);
  const top = (): number | undefined => (line === null ? undefined : find(line)?.getBoundingClientRect().top);
  const before = top();
  change();
  if (before === undefined) return;
  const restore = (): void => {
    if (onTheWay > 0) return;
    const now = top();
    if (now !== undefined) scrollBy({ top: now - before, behavior: 'instant' });
  };
  restore();
  requestAnimationFrame(() => {
    restore();
    requestAnimationFrame(restore);
  });
};

/** The number of the first line below the sticky headers; null: no line is on the screen. */
export const lineBeingRead = (log: HTMLElement | undefined): number | null => {
  if (!log) return null;
  const { left, width } = log.getBoundingClientRect();
  for (let y = readingPx; y < innerHeight; y += 40) {
    const line = document.elementFromPoint(left + width / 2, y)?.closest<HTMLElement>('.l[data-n]');
    if (line && log.contains(line)) return Number(line.dataset.n);
  }
  return null;
};
