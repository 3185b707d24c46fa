// Before the first paint: the theme this browser was last set to, else the one of the system.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem('theme'); } catch { /* storage may be shut */ }
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light';
})();
