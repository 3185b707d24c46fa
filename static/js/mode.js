// Meeting mode: clocks that run on between two answers of the server, turns that count at once, notes that keep to their line, full screen.
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
  // ── From line to line ─────────────────────────────────────────────────────
  // The line turned to stands there at once, and what is typed from then on is for it; the server follows, one turn at a time.
  const live = () => document.getElementById('live');
  const lines = () => [...live().querySelectorAll('[data-line]')];
  const shown = () => live()?.querySelector('[data-line][aria-current]')?.dataset.line;
  let wanted = null, turning = false, turns = 0;
  const sent = new WeakMap();

  function show(id) {
    const rows = lines(), at = rows.findIndex(row => row.dataset.line === id), row = rows[at], section = live().querySelector('.s-mode-line');
    rows.forEach(other => { if (other !== row) other.removeAttribute('aria-current'); });
    row.setAttribute('aria-current', 'true');
    section.setAttribute('aria-busy', 'true');
    section.querySelector('h1').textContent = row.querySelector('.s-mode-t').textContent;
    section.querySelector('.s-mode-place > span').textContent = row.dataset.place;
    live().querySelectorAll('[data-turn="-1"], [data-turn="1"]').forEach(step => aim(step, rows[at + Number(step.dataset.turn)]));
    live().querySelectorAll('input[name="shown"]').forEach(field => { field.value = id; });
    bind();
  }
  function aim(step, row) {
    step.hidden = !row;
    if (!row) return;
    if (step.matches('form')) step.elements.line.value = row.dataset.line;
    else step.search = `?line=${row.dataset.line}`;
  }
  function turn(id) {
    turns += 1;
    wanted = id;
    show(id);
    follow();
  }
  async function follow() {
    if (turning || !wanted) return;
    const id = wanted, form = live().querySelector('form[data-turn]'), swap = { target: '#live', swap: 'outerHTML' };
    wanted = null;
    turning = true;
    try {
      await (form ? window.htmx.ajax('POST', form.action, { ...swap, values: { line: id } }) : window.htmx.ajax('GET', `${location.pathname}?line=${id}`, swap));
    } catch {
      // Out of reach for a moment: the turn still counts.
      wanted ??= id;
      await new Promise(again => { setTimeout(again, 3000); });
    }
    turning = false;
    follow();
  }
  const lineOf = step => (step.matches('form') ? step.elements.line.value : new URL(step.href).searchParams.get('line'));
  document.addEventListener('submit', event => {
    if (!event.target.matches('form[data-turn]')) return;
    event.preventDefault();
    turn(lineOf(event.target));
  }, true);
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-turn]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(history.state, '', link.href);
    turn(lineOf(link));
  });
  // While the server follows nobody asks it for the line before; an answer to what was asked before the last turn tells of a line that is not shown any more.
  document.addEventListener('htmx:beforeRequest', event => { if (event.detail.elt.id === 'live' && (turning || wanted)) event.preventDefault(); });
  document.addEventListener('htmx:beforeSend', event => { sent.set(event.detail.xhr, turns); });
  // Two answers may cross: the place of the second is what the first has put there.
  document.addEventListener('htmx:beforeOnLoad', event => {
    const { target, xhr } = event.detail;
    if (target.id === 'live' && !target.isConnected && sent.get(xhr) === turns) event.detail.target = live();
  });
  document.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.target.id === 'live' && sent.get(event.detail.xhr) !== turns) event.detail.shouldSwap = false;
  });

  // ── The next note: it belongs to the line that was shown when its first letter was typed ───────
  const compose = () => document.getElementById('compose');
  const next = () => compose()?.elements.text;
  let sending = null;
  function bind() {
    const form = compose(), hint = form?.querySelector('[data-elsewhere]'), id = shown();
    if (!form || !id) return;
    if (!next().value.trim()) form.elements.line.value = id;
    const row = lines().find(one => one.dataset.line === form.elements.line.value);
    hint.hidden = !row || row.dataset.line === id;
    if (!hint.hidden) hint.querySelector('b').textContent = `${row.querySelector('.s-mode-n').textContent} ${row.querySelector('.s-mode-t').textContent}`;
  }
  function put(texts, line) {
    next().value = texts.filter(text => text.trim()).join('\n');
    if (line) compose().elements.line.value = line;
    bind();
  }
  document.addEventListener('input', event => { if (event.target === next()) bind(); });
  document.addEventListener('click', event => {
    if (!event.target.closest('[data-note-here]')) return;
    compose().elements.line.value = shown();
    bind();
    next().focus();
  });
  // The field is free for the next note while this one is on its way; what the server does not take comes back.
  document.addEventListener('htmx:beforeSend', event => {
    if (event.detail.elt.id !== 'compose') return;
    sending = { text: next().value, line: compose().elements.line.value };
    // What was wrong with the note before is not said of this one: a new refusal says it anew.
    compose().querySelectorAll('[role=alert]').forEach(said => said.remove());
    next().classList.remove('is-invalid');
    ['aria-invalid', 'aria-describedby'].forEach(name => next().removeAttribute(name));
    put([]);
    next().focus();
  });
  document.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.target.id === 'compose') sending = { since: next().value };
  });
  document.addEventListener('htmx:afterRequest', event => {
    if (event.detail.elt.id !== 'compose') return;
    if (sending?.text && !event.detail.successful) put([sending.text, next().value], sending.line);
    if (event.detail.successful) sending = null;
  });
  document.addEventListener('htmx:afterSettle', event => {
    const field = document.querySelector('#edit textarea'), came = event.detail.elt.id;
    if (came === 'edit' && field) { field.focus(); field.setSelectionRange(field.value.length, field.value.length); }
    if (came === 'compose') { put([next().value, sending?.since || '']); next().focus(); }
    if (came === 'live') bind();
  });

  // What is typed and not noted yet is not lost by a link: the browser asks first.
  addEventListener('beforeunload', event => {
    if (sending?.text || [...document.querySelectorAll('.s-mode-form textarea')].some(field => field.value.trim() && field.value !== field.defaultValue)) event.preventDefault();
  });

  const full = document.querySelector('[data-fullscreen]');
  if (full && document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener('click', () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
  }
})();
