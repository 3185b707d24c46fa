// Lines of an agenda are dragged into their order; the server answers with the agenda as it is then. Keys and buttons do the same.
(() => {
  'use strict';
  let dragged = null;
  const rowOf = event => event.target.closest?.('tr[data-source][draggable="true"]');
  const sources = table => [...table.querySelectorAll('tr[data-source]')].map(row => row.dataset.source);

  document.addEventListener('dragstart', event => {
    dragged = rowOf(event);
    if (!dragged) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.dataset.source);
    dragged.classList.add('s-dragged');
  });
  document.addEventListener('dragover', event => {
    const over = dragged && rowOf(event);
    if (!over || over === dragged || over.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    const box = over.getBoundingClientRect(), below = event.clientY > box.top + box.height / 2;
    over.parentElement.insertBefore(dragged, below ? over.nextElementSibling : over);
  });
  // Over itself a row may be let go as well: it has moved there already.
  document.addEventListener('dragenter', event => { if (dragged && rowOf(event)) event.preventDefault(); });
  document.addEventListener('drop', event => { if (dragged) event.preventDefault(); });
  document.addEventListener('dragend', () => {
    const row = dragged, form = document.getElementById('order');
    dragged = null;
    if (!row) return;
    row.classList.remove('s-dragged');
    if (!form) return;
    form.elements.order.value = sources(row.closest('table')).join(',');
    form.elements.source.value = row.dataset.source;
    form.requestSubmit();
  });
})();
