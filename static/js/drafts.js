// Keeps what is typed: two seconds after the last key, and when a field is left, a form goes to its data-draft address.
// The server answers with the sentence to show. Nothing is kept in the browser.
(() => {
  'use strict';
  const DELAY = 2000, KEEPALIVE_ROOM = 60000;
  const words = JSON.parse(document.body.dataset.words || '{}');
  // Per form: the timer that waits, what was sent last, and the call that is on its way.
  const states = new WeakMap();
  const stateOf = form => {
    if (!states.has(form)) states.set(form, { timer: 0, sent: textsOf(form, true), call: Promise.resolve(true), leaving: false, ended: false });
    return states.get(form);
  };
  const formOf = event => event.target.closest?.('form[data-draft]');

  function textsOf(form, asLoaded = false) {
    const texts = new URLSearchParams();
    [...form.elements].filter(field => field.name && field.matches('textarea, input:not([type=file], [type=hidden], [type=submit]), select')).forEach(field => {
      if (field.matches('[type=radio], [type=checkbox]')) { if (asLoaded ? field.defaultChecked : field.checked) texts.append(field.name, field.value); }
      else texts.append(field.name, asLoaded && 'defaultValue' in field ? field.defaultValue : field.value);
    });
    return texts.toString();
  }
  function says(form, sentence, trouble = false) {
    const place = form.querySelector('[data-draft-says]');
    if (!place) return;
    place.textContent = sentence;
    place.classList.toggle('s-amber', trouble);
  }

  // ── The token of the page grows old when somebody logs in again in another window ──
  const headers = () => ({ Accept: 'text/plain', ...JSON.parse(document.body.getAttribute('hx-headers')) });
  async function renewToken() {
    const answer = await fetch(location.href, { redirect: 'manual', headers: { Accept: 'text/html' } });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const renewed = page.body.getAttribute('hx-headers');
    if (!renewed) return false;
    document.body.setAttribute('hx-headers', renewed);
    document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(field => { field.value = Object.values(JSON.parse(renewed))[0]; });
    return true;
  }
  const post = (form, texts) => fetch(form.dataset.draft, {
    method: 'POST', redirect: 'manual', keepalive: texts.length < KEEPALIVE_ROOM, body: new URLSearchParams(texts), headers: headers(),
  });

  // Resolves to whether the page may be left: what was typed is kept, or the server has said why it will not keep it.
  async function send(form, state, texts) {
    try {
      if (state.ended && !await renewToken()) return false;
      let answer = await post(form, texts);
      if (answer.status === 403 && await renewToken()) answer = await post(form, texts);
      // The log-in page, in place of an answer.
      state.ended = answer.type === 'opaqueredirect';
      if (state.ended) { says(form, words.draft_ended, true); return false; }
      const readable = answer.ok || answer.status === 422;
      says(form, readable ? await answer.text() : words[answer.status === 403 ? 'forbidden' : 'failed'], !answer.ok);
      if (answer.ok) state.sent = texts;
      return readable;
    } catch {
      says(form, words.offline, true);
      return false;
    }
  }
  function keep(form) {
    const state = stateOf(form), texts = textsOf(form);
    clearTimeout(state.timer);
    state.timer = 0;
    // By then the call before may have kept the same.
    state.call = state.call.then(safe => (texts === state.sent ? safe : send(form, state, texts)));
    return state.call;
  }
  function soon(form) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => { if (form.isConnected) keep(form); }, DELAY);
  }

  document.addEventListener('input', event => {
    const form = formOf(event);
    // Half a word of an input method is no text yet.
    if (form && !event.isComposing) soon(form);
  });
  document.addEventListener('compositionend', event => { const form = formOf(event); if (form) soon(form); });
  document.addEventListener('focusout', event => {
    const form = formOf(event), state = form && states.get(form);
    if (state?.timer) keep(form);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    document.querySelectorAll('form[data-draft]').forEach(form => { if (states.get(form)?.timer) keep(form); });
  });

  // What takes the place of a form is asked for when what was typed there is kept: whoever comes back at once finds it.
  document.addEventListener('htmx:confirm', event => {
    const { target, verb, question, issueRequest } = event.detail, form = verb === 'get' && target?.querySelector?.('form[data-draft]');
    if (!form || question || !states.has(form)) return;
    event.preventDefault();
    keep(form).then(() => issueRequest(true));
  });

  // ── Sending: first what was typed is safe, so that an ended log-in loses nothing ──
  const passed = new WeakSet();
  document.addEventListener('submit', event => {
    const form = formOf(event);
    if (!form || event.submitter?.hasAttribute('formaction')) { if (form) clearTimeout(stateOf(form).timer); return; }
    if (passed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const state = stateOf(form), submitter = event.submitter;
    if (state.leaving) return;
    state.leaving = true;
    // In a turn of its own: what is kept already would answer within this one, in which the browser sends no form again.
    keep(form).then(safe => setTimeout(() => {
      state.leaving = false;
      if (safe) { passed.add(form); form.requestSubmit(submitter); }
    }));
  }, true);

  // ── Taking in what a co-unit has written ──
  function showInserts(within) { within.querySelectorAll('[data-insert]').forEach(button => { button.hidden = false; }); }
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-insert]');
    if (!button) return;
    const field = document.getElementById(button.dataset.insert), text = button.dataset.insertText;
    const head = field.value && !field.value.endsWith('\n') ? '\n' : '';
    field.setRangeText(head + text, field.value.length, field.value.length, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });
  document.addEventListener('htmx:load', event => showInserts(event.detail.elt.parentElement || document));
  // The next form is there: one types on.
  document.addEventListener('htmx:afterSettle', event => event.detail.elt.querySelector('[data-focus]')?.focus());
  showInserts(document);
  // What was typed before this was loaded, or what the browser has put back.
  document.querySelectorAll('form[data-draft]').forEach(form => { if (textsOf(form) !== stateOf(form).sent) soon(form); });
})();
