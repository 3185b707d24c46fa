// Before the first paint: the theme of the person, else the one this browser was last set to, else that of the system.
(() => {
  let chosen = document.documentElement.dataset.theme || null;
  try { chosen ||= localStorage.getItem('theme'); } catch { /* storage may be shut */ }
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light';
})();
