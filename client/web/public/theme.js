// Blocking and tiny: the first paint has the stored theme, so a reload never flashes. session/theme.ts changes it later.
((root) => {
  let stored = null;
  try {
    stored = localStorage.getItem('fastdeploy.theme');
  } catch {
    // Storage may be forbidden; the system's theme is a good answer then.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = stored === 'light' || stored === 'dark' ? stored : dark ? 'dark' : 'light';
})(document.documentElement);
