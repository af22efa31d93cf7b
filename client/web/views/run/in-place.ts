/** Does something in this page instead of following the link, unless it was asked for a tab or window of its own. */
export const inPlace =
  (act: () => void) =>
  (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  };
