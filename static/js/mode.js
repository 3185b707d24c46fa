// Meeting mode: clocks that run on between two answers of the server, the letters that choose a kind, full screen.
(() => {
  'use strict';
  const loaded = new WeakMap();
  const two = n => String(n).padStart(2, '0');
  const clockWords = seconds => {
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  };

  function tick() {
    document.querySelectorAll('[data-spent][data-runs]').forEach(clock => {
      if (!loaded.has(clock)) loaded.set(clock, performance.now());
      const spent = Number(clock.dataset.spent) + Math.floor((performance.now() - loaded.get(clock)) / 1000);
      clock.querySelector('b').textContent = clockWords(spent);
      clock.classList.toggle('s-red', spent > Number(clock.dataset.minutes) * 60);
    });
  }
  tick();
  setInterval(tick, 1000);

  // Whoever has chosen a kind goes on to type, by key or by pointer: the very next letter is text already.
  document.addEventListener('click', event => {
    const label = event.target.closest('[data-kind]');
    if (label && !event.target.matches('input')) {
      event.preventDefault();
      label.querySelector('input').checked = true;
      label.closest('form').querySelector('textarea').focus();
    }
    if (event.target.closest('[data-close-edit]')) { event.preventDefault(); document.getElementById('edit').replaceChildren(); }
  });
  // A form that has come in is typed in at once; after a note the next one is.
  document.addEventListener('htmx:afterSettle', event => {
    const field = document.querySelector('#edit textarea');
    if (event.detail.elt.id === 'edit' && field) { field.focus(); field.setSelectionRange(field.value.length, field.value.length); }
  });
  let posted = false;
  document.addEventListener('htmx:beforeRequest', event => { posted = event.detail.elt.id === 'compose'; });
  document.addEventListener('htmx:oobAfterSwap', event => {
    if (posted && event.detail.target.id === 'compose') document.querySelector('#compose textarea')?.focus();
  });

  // What is typed and not noted yet is not lost by a link: the browser asks first.
  addEventListener('beforeunload', event => {
    if ([...document.querySelectorAll('.s-mode-form textarea')].some(field => field.value.trim() && field.value !== field.defaultValue)) event.preventDefault();
  });

  const full = document.querySelector('[data-fullscreen]');
  if (full && document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener('click', () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
  }
})();
