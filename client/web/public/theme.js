// Blocking and tiny: the first paint has what was chosen, so a reload never flashes. session/theme.ts changes it later.
((root) => {
  const stored = (key, allowed, otherwise) => {
    try {
      const value = localStorage.getItem(`fastdeploy.${key}`);
      return allowed.includes(value) ? value : otherwise;
    } catch {
      return otherwise; // storage may be forbidden
    }
  };
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  root.theme = stored('theme', ['light', 'dark'], dark ? 'dark' : 'light');
  root.density = stored('density', ['compact'], 'comfortable');
  root.motion = stored('motion', ['reduced'], still ? 'reduced' : 'full');
  root.palette = stored('palette', ['colour-blind'], 'standard');
})(document.documentElement.dataset);
