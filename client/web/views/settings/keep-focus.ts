/** Reads a list again. Where the row that had the focus is gone, the heading has it: a keyboard goes on from there. */
export const reloadKeepingFocus = async (listing: { reload(): Promise<void> }): Promise<void> => {
  await listing.reload();
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
};
