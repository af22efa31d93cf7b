/** Reads `#code=…` and takes it out of the address and the history at once, so that it is never shared by accident. */
export const takeOneTimeCode = (): string | null => {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code) history.replaceState(history.state, '', location.pathname + location.search);
  return code;
};
