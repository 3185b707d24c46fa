// What pages share beyond htmx: keys, toasts, confirmation, the guard against double submits, theme, menus.
// It holds no text: the words stand in data-words of the body, in the language of the page.
(() => {
  'use strict';
  const root = document.documentElement, body = document.body;
  const words = JSON.parse(body.dataset.words || '{}');
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isShown = element => element.getClientRects().length > 0;
  const isField = element => element.matches('input, textarea, select, [contenteditable]') || element.isContentEditable;

  const OPEN_MENUS = 'details.s-person[open], details.s-drop[open]';

  // ── Icons ─────────────────────────────────────────────────────────────────
  const sprite = body.dataset.icons;
  function icon(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    svg.setAttribute('class', 'i');
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', `${sprite}#i-${name}`);
    svg.append(use);
    return svg;
  }

  // ── Toasts ────────────────────────────────────────────────────────────────
  const LEVEL_ICONS = { error: 'late', warning: 'warn' };
  function toast(text, level = 'info') {
    const shelf = document.getElementById('toasts');
    if (!shelf || !text) return;
    // The same sentence once: a page that polls while the server is away would pile them up.
    all('.s-toast', shelf).filter(old => old.dataset.text === text).forEach(old => old.remove());
    const box = document.createElement('div'), line = document.createElement('span'), close = document.createElement('button');
    box.className = `s-toast s-toast-${level}`;
    box.dataset.toast = level;
    box.dataset.text = text;
    line.textContent = text;
    close.className = 's-toast-close';
    close.type = 'button';
    close.dataset.toastClose = '';
    close.setAttribute('aria-label', words.close);
    close.append(icon('x'));
    box.append(icon(LEVEL_ICONS[level] || 'check'), line, close);
    shelf.append(box);
    settleToasts();
  }
  // What went well leaves by itself after ten seconds unless the pointer or the focus is on it; errors stay.
  function settleToasts() {
    all('[data-toast]:not([data-settled])').forEach(box => {
      box.dataset.settled = '';
      if (['error', 'warning'].includes(box.dataset.toast)) return;
      const leave = () => box.matches(':hover, :focus-within') ? setTimeout(leave, 2000) : box.remove();
      setTimeout(leave, 10000);
    });
  }

  // ── Answers of htmx that are not swapped, in words ────────────────────────
  const BY_STATUS = { 401: 'forbidden', 403: 'forbidden', 404: 'missing', 413: 'too_large', 429: 'too_many' };
  document.addEventListener('htmx:responseError', event => {
    const status = event.detail.xhr.status;
    toast(words[BY_STATUS[status] || (status >= 500 ? 'failed' : 'refused')], 'error');
  });
  document.addEventListener('htmx:sendError', () => toast(words.offline, 'error'));
  document.addEventListener('htmx:timeout', () => toast(words.timeout, 'error'));
  document.addEventListener('toast', event => toast(event.detail.text, event.detail.level));

  // ── Confirmation: one dialog for htmx and for plain forms ─────────────────
  function confirmed(question, then) {
    const dialog = document.getElementById('confirm');
    dialog.querySelector('p').textContent = question;
    dialog.returnValue = '';
    dialog.onclose = () => { if (dialog.returnValue === 'yes') then(); };
    dialog.showModal();
  }
  document.addEventListener('htmx:confirm', event => {
    const question = event.detail.question || event.target.closest('[data-confirm]')?.dataset.confirm;
    if (!question) return;
    event.preventDefault();
    confirmed(question, () => event.detail.issueRequest(true));
  });

  // ── No form is sent twice ─────────────────────────────────────────────────
  const shutBy = new WeakMap();
  function shut(owner, buttons) {
    const open = buttons.filter(button => !button.disabled);
    open.forEach(button => { button.disabled = true; });
    shutBy.set(owner, open);
    owner.setAttribute('aria-busy', 'true');
  }
  function reopen(owner) {
    (shutBy.get(owner) || []).forEach(button => { button.disabled = false; });
    owner.removeAttribute('aria-busy');
  }
  // What is too long stays in the browser, where nothing of it is lost.
  const tooLong = form => [...form.elements].find(field => field.value?.length > Number(field.dataset.longest ?? Infinity));
  document.addEventListener('input', event => { if (event.target.dataset.longest) event.target.setCustomValidity(''); });
  const submittersOf = form => [...form.elements].filter(field => field.matches('[type=submit]'));
  document.addEventListener('submit', event => {
    const form = event.target, long = tooLong(form), asker = event.submitter?.closest('[data-confirm]') || form.closest('[data-confirm]');
    if (event.defaultPrevented || form.method !== 'post' || form.closest('[hx-boost]')) return;
    if (long) { event.preventDefault(); long.setCustomValidity(long.dataset.tooLong); long.reportValidity(); return; }
    if (form.hasAttribute('aria-busy')) { event.preventDefault(); return; }
    if (asker && !form.hasAttribute('data-confirmed')) {
      event.preventDefault();
      const submitter = event.submitter;
      confirmed(asker.dataset.confirm, () => { form.dataset.confirmed = ''; form.requestSubmit(submitter); });
      return;
    }
    delete form.dataset.confirmed;
    // After the event: a button that is shut during it would not be sent with the form.
    setTimeout(() => shut(form, submittersOf(form)));
    if (form.hasAttribute('data-download')) setTimeout(() => reopen(form), 3000);
  });
  addEventListener('pageshow', () => all('form[aria-busy]').forEach(reopen));
  document.addEventListener('htmx:beforeRequest', event => {
    const asking = event.detail.elt, cause = event.detail.requestConfig?.triggeringEvent?.type;
    // A form that asks while it is being filled in (a preview, a filter) keeps its buttons open.
    if (asking.matches('form')) { if (cause === 'submit') shut(asking, submittersOf(asking)); }
    else if (asking.matches('button')) shut(asking, [asking]);
  });
  document.addEventListener('htmx:afterRequest', event => reopen(event.detail.elt));

  // ── Keys: one registry; pages add to it by attributes ─────────────────────
  const rowsOf = list => { const marked = all('[data-row]', list); return (marked.length ? marked : [...list.children]).filter(isShown); };
  const listOf = () => document.activeElement?.closest('[data-keys]') || all('[data-keys]').find(isShown);
  const currentOf = list => list && rowsOf(list).find(row => row.hasAttribute('aria-current'));
  const linkOf = row => row.querySelector('[data-open]') || row.querySelector('a[href]');
  let lastIndex = -1;
  function choose(list, index) {
    const rows = rowsOf(list);
    if (!rows.length) return;
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    rows.forEach(other => { if (other !== row) other.removeAttribute('aria-current'); });
    row.setAttribute('aria-current', 'true');
    lastIndex = rows.indexOf(row);
    preview(row);
    linkOf(row)?.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
  // A row may be shown beside the list (#preview); the address keeps which one. Narrow screens have no room for it.
  let previewing;
  function preview(row) {
    const side = document.getElementById('preview');
    if (!row.dataset.preview || !side || !isShown(side) || side.dataset.shows === row.dataset.row) return;
    side.dataset.shows = row.dataset.row;
    const address = new URL(location.href);
    address.searchParams.set('item', row.dataset.row);
    history.replaceState(history.state, '', address);
    // Whoever runs down the list asks only for the row on which they stop.
    clearTimeout(previewing);
    previewing = setTimeout(() => window.htmx.ajax('GET', row.dataset.preview, { target: side, swap: 'innerHTML' }), 120);
  }
  function move(by) {
    const list = listOf();
    if (list) choose(list, rowsOf(list).indexOf(currentOf(list)) + by);
  }
  function openRow() {
    const row = currentOf(listOf());
    if (row) linkOf(row)?.click();
  }
  function focusSearch() {
    const field = all('.s-search input').find(isShown);
    if (field) { field.focus(); field.select(); } else if (body.dataset.search) location.assign(body.dataset.search);
  }
  function leaveField() {
    const menus = all(OPEN_MENUS), typing = isField(document.activeElement) && !document.activeElement.matches('[type=checkbox]');
    menus.forEach(menu => { menu.open = false; });
    if (typing) document.activeElement.blur();
    // With nothing else to leave, the ticked rows are let go.
    if (!menus.length && !typing) all('form[data-bulk]').forEach(form => { ticksOf(form).forEach(tick => { tick.checked = false; }); countTicks(); });
  }
  const hasList = () => Boolean(listOf());
  const go = words.go || {};
  const KEYS = [
    { key: '/', word: 'key_search', run: focusSearch },
    { key: 'mod+k', word: 'key_search', run: focusSearch, always: true },
    { key: '?', word: 'key_help', run: () => showKeys() },
    { key: 'escape', word: 'key_escape', run: leaveField, always: true, gently: true },
    { key: 'j', word: 'key_next', run: () => move(1), when: hasList },
    { key: 'k', word: 'key_previous', run: () => move(-1), when: hasList },
    { key: 'enter', word: 'key_open', run: openRow, when: () => hasList() && currentOf(listOf()) && !document.activeElement.matches('a, button, summary, input, select, textarea') },
    { key: 'x', word: 'key_tick', run: tickRow, when: () => hasList() && listOf().querySelector('input.s-tick[name]') },
    ...Object.keys(go).map(letter => ({ key: `g ${letter}`, word: `key_go_${letter}`, run: () => location.assign(go[letter]) })),
  ];
  const labelOf = button => button.dataset.keyLabel || button.textContent.trim().replace(/\s+/g, ' ');
  function buttonFor(key) {
    const row = currentOf(listOf());
    const fitting = all('[data-key]').filter(button => button.dataset.key === key && isShown(button) && !button.disabled);
    return fitting.find(button => row?.contains(button)) || fitting.find(button => !button.closest('[data-keys]'));
  }
  function buttonKeys() {
    const seen = new Map();
    all('[data-key]').filter(isShown).forEach(button => { if (!seen.has(button.dataset.key)) seen.set(button.dataset.key, labelOf(button)); });
    return [...seen].map(([key, label]) => ({ key, label }));
  }
  const NAMES = { mod: navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl', escape: 'Esc', enter: 'Enter', arrowleft: '←', arrowright: '→' };
  function showKeys() {
    const dialog = document.getElementById('keys'), list = dialog.querySelector('dl');
    const shown = [...KEYS.filter(entry => !entry.when || entry.when() || entry.key === 'enter' && hasList()), ...buttonKeys()];
    list.replaceChildren(...shown.flatMap(entry => {
      const term = document.createElement('dt'), meaning = document.createElement('dd');
      entry.key.split(/[+ ]/).forEach(part => {
        const cap = document.createElement('kbd');
        cap.textContent = NAMES[part] || part.toUpperCase();
        term.append(cap, ' ');
      });
      meaning.textContent = entry.label || words[entry.word];
      return [term, meaning];
    }));
    if (!dialog.open) dialog.showModal();
  }
  function keyOf(event) {
    return (event.ctrlKey || event.metaKey ? 'mod+' : '') + event.key.toLowerCase();
  }
  let waiting = '';
  document.addEventListener('keydown', event => {
    // While an input method composes, every key belongs to it (229 is what older browsers report).
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.defaultPrevented || event.repeat && event.key !== 'j' && event.key !== 'k') return;
    const key = keyOf(event), inDialog = Boolean(document.querySelector('dialog[open]'));
    if (key === 'mod+enter') {
      const form = event.target.closest('form'), button = form && all('[data-key="mod+enter"]', form).find(isShown);
      if (button) { event.preventDefault(); button.click(); }
      return;
    }
    const typing = isField(event.target) && !event.target.matches('[type=checkbox], [type=radio], [type=submit], [type=button]');
    if (inDialog) return;
    const sequence = waiting ? `${waiting} ${key}` : key;
    waiting = '';
    const entry = KEYS.find(known => known.key === sequence && (!known.when || known.when()));
    if (entry && (entry.always || !typing)) {
      if (!entry.gently) event.preventDefault();
      entry.run();
      return;
    }
    if (typing || key.startsWith('mod+')) return;
    if (key === 'g' && Object.keys(go).length) { waiting = 'g'; setTimeout(() => { waiting = ''; }, 1200); return; }
    const button = buttonFor(key);
    if (button) { event.preventDefault(); button.click(); }
  });
  // A row that was decided leaves the list: the cursor goes to the one that took its place.
  document.addEventListener('htmx:afterSettle', () => {
    settleToasts();
    countTicks();
    const list = listOf();
    if (list && lastIndex >= 0 && !currentOf(list)) choose(list, lastIndex);
  });

  // ── Rows ticked for one step together ─────────────────────────────────────
  const ticksOf = form => all('input.s-tick[name]', form);
  function countTicks() {
    all('form[data-bulk]').forEach(form => {
      const ticks = ticksOf(form), ticked = ticks.filter(tick => tick.checked).length, every = form.querySelector('[data-tick-all]');
      form.dataset.ticked = ticked;
      all('[data-ticked-count]', form).forEach(place => { place.textContent = ticked; });
      ticks.forEach(tick => tick.closest('tr')?.setAttribute('aria-selected', String(tick.checked)));
      if (every) { every.checked = ticked > 0 && ticked === ticks.length; every.indeterminate = ticked > 0 && ticked < ticks.length; }
    });
  }
  document.addEventListener('change', event => {
    const form = event.target.closest?.('form[data-bulk]');
    if (!form) return;
    if (event.target.matches('[data-tick-all]')) ticksOf(form).forEach(tick => { tick.checked = event.target.checked; });
    countTicks();
  });
  function tickRow() {
    const tick = currentOf(listOf())?.querySelector('input.s-tick[name]');
    if (tick) { tick.checked = !tick.checked; countTicks(); }
  }

  // ── Clicks: menus, dialogs, theme, print, password ────────────────────────
  const ACTIONS = {
    'toast-close': button => button.closest('[data-toast]').remove(),
    'show-keys': showKeys,
    print: () => print(),
    'theme-toggle': () => {
      root.dataset.bsTheme = root.dataset.bsTheme === 'dark' ? 'light' : 'dark';
      try { localStorage.setItem('theme', root.dataset.bsTheme); } catch { /* storage may be shut */ }
      if (body.dataset.setTheme) tell(body.dataset.setTheme, { theme: root.dataset.bsTheme });
      nameTheme();
    },
    'show-password': button => {
      const field = document.getElementById(button.getAttribute('aria-controls'));
      const shown = field.type === 'password';
      field.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
      button.setAttribute('aria-label', shown ? words.hide_password : words.show_password);
      field.focus();
    },
  };
  document.addEventListener('click', event => {
    for (const name of Object.keys(ACTIONS)) {
      const button = event.target.closest(`[data-${name}]`);
      if (button) { ACTIONS[name](button); break; }
    }
    all(OPEN_MENUS).filter(menu => !menu.contains(event.target)).forEach(menu => { menu.open = false; });
    const row = event.target.closest('[data-preview]');
    if (row && !event.target.closest('a, button, input, label')) choose(row.closest('[data-keys]'), rowsOf(row.closest('[data-keys]')).indexOf(row));
    if (event.target.matches('dialog.s-dialog')) event.target.close();
  });
  function nameTheme() {
    all('[data-theme-toggle]').forEach(button => button.setAttribute('aria-pressed', String(root.dataset.bsTheme === 'dark')));
  }

  // ── A log-in that is about to end says so two minutes before ──────────────
  const tell = (address, facts = {}) => fetch(address, { method: 'POST', headers: JSON.parse(body.getAttribute('hx-headers')), body: new URLSearchParams(facts), redirect: 'manual' });
  const session = JSON.parse(body.dataset.session || 'null'), opened = Date.now(), WARNED = 120000;
  // What was done in another window counts as well.
  function seen(at) {
    try {
      if (at) localStorage.setItem('seen', at);
      return Math.max(opened, Number(localStorage.getItem('seen')));
    } catch { return at || opened; }
  }
  let said = '';
  function watchSession() {
    const dialog = document.getElementById('session'), idle = session.idle * 1000 - (Date.now() - seen()), age = session.left * 1000 - (Date.now() - opened);
    const left = Math.min(idle, age), says = left > WARNED ? '' : left <= 0 ? 'ended' : age <= idle ? 'age' : 'idle';
    // Whoever has read and closed it is not asked again until it says something else.
    if (says === said) return;
    said = says;
    all('[data-session-says]', dialog).forEach(line => { line.hidden = line.dataset.sessionSays !== says; });
    dialog.querySelector('[data-stay]').hidden = says !== 'idle';
    if (!says) dialog.close();
    else if (!dialog.open) dialog.showModal();
  }
  ACTIONS.stay = button => tell(session.stay).then(answer => {
    if (answer.status !== 204) { toast(words.forbidden, 'error'); return; }
    seen(Date.now());
    button.closest('dialog').close();
  }, () => toast(words.offline, 'error'));
  if (session) {
    seen(opened);
    document.addEventListener('htmx:afterRequest', event => { if (event.detail.successful && !('X-Poll' in event.detail.requestConfig.headers)) seen(Date.now()); });
    setInterval(watchSession, 5000);
  }

  // ── Select boxes with a search field, where the page has loaded Tom Select ─
  function dressChoosers(within) {
    if (!window.TomSelect) return;
    all('select[data-chooser]', within).filter(select => !select.tomselect).forEach(select => {
      // The label moves to the search field; the hidden select behind it keeps its name for screen readers.
      if (select.labels.length) select.ariaLabel = select.labels[0].innerText.replace('*', '').trim();
      new window.TomSelect(select, {
        plugins: select.multiple ? ['remove_button'] : [],
        maxOptions: null,
        render: { no_results: () => { const line = document.createElement('div'); line.className = 'no-results'; line.textContent = words.none_found; return line; } },
      });
    });
  }
  document.addEventListener('htmx:load', event => dressChoosers(event.detail.elt.parentElement || document));

  // ── Text areas that grow with their text, where the browser does not let them do so by itself ─
  if (!CSS.supports('field-sizing', 'content')) {
    const fit = area => {
      area.style.height = 'auto';
      area.style.height = `${Math.min(area.scrollHeight + 2, innerHeight * 0.7)}px`;
    };
    document.addEventListener('input', event => { if (event.target.matches('textarea.form-control')) fit(event.target); });
    document.addEventListener('htmx:load', event => all('textarea.form-control', event.detail.elt).filter(area => area.value).forEach(fit));
    all('textarea.form-control', document).filter(area => area.value).forEach(fit);
  }

  nameTheme();
  countTicks();
  settleToasts();
  dressChoosers(document);
})();
