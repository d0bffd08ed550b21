// The little that pays: pages work without it.
'use strict';

// A part that renews itself: data-renew="milliseconds", or data-live (when the ledger grows).
function renew(part) {
  return fetch(location.href, { headers: { 'x-part': part.id }, credentials: 'same-origin' })
    .then(answer => answer.ok ? answer.text() : Promise.reject(answer.status))
    .then(html => {
      const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById(part.id);
      if (!fresh) { location.reload(); return part; }
      const keep = document.activeElement && part.contains(document.activeElement) && document.activeElement.id;
      part.replaceWith(fresh);
      if (keep) { const again = document.getElementById(keep); if (again) again.focus(); }
      fresh.dispatchEvent(new CustomEvent('renewed', { bubbles: true }));
      return fresh;
    });
}
function renewEach(part) {
  const every = Number(part.dataset.renew);
  if (every) setTimeout(() => renew(part).then(renewEach, () => setTimeout(() => renewEach(part), 5000)), every);
}
document.querySelectorAll('[data-renew]').forEach(renewEach);

const live = document.querySelector('[data-live]');
if (live && window.EventSource) {
  let first = true, waiting = null;
  const source = new EventSource('/events');
  source.addEventListener('entry', () => {
    if (first) { first = false; return; }
    clearTimeout(waiting);
    waiting = setTimeout(() => document.querySelectorAll('[data-live]').forEach(part => renew(part).catch(() => {})), 200);
  });
  addEventListener('pagehide', () => source.close());
}

// Counts down to a moment: <time data-until="2021-09-10T10:00:00+07:00" data-now="…"> (the clock of the server).
const begun = Date.now();
function countDown() {
  document.querySelectorAll('[data-until]').forEach(one => {
    const left = Math.round((Date.parse(one.dataset.until) - Date.parse(one.dataset.now) - (Date.now() - begun)) / 1000);
    const minutes = Math.floor(Math.abs(left) / 60), text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
    one.textContent = (left < 0 ? one.dataset.after : one.dataset.before).replace('#', text);
    one.classList.toggle('late', left < 0);
  });
}
if (document.querySelector('[data-until]')) { countDown(); setInterval(countDown, 10000); }

// A button that was pressed is not pressed again.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.sent && form.method === 'post') { event.preventDefault(); return; }
  form.dataset.sent = '1';
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => { delete form.dataset.sent; }));

// Leaving a form in which something was typed asks first.
document.querySelectorAll('form[data-ask-before-leaving]').forEach(form => {
  let typed = false;
  form.addEventListener('input', () => { typed = true; });
  form.addEventListener('submit', () => { typed = false; });
  addEventListener('beforeunload', event => { if (typed) event.preventDefault(); });
});

// A form says while it is filled in which fields matter, what is computed and what would be refused. What nobody has
// touched yet is not called wrong.
const record = document.querySelector('form[data-check]');
if (record && window.fetch) {
  const touched = new Set(), parts = [...record.querySelectorAll('[data-field]')];
  let turn = 0, waiting = null;
  const fault = (part, name, text) => {
    const field = part.querySelector('[name="f.' + name + '"]:not([type=hidden])');
    let line = part.querySelector('.field-fault');
    if (!text) { if (line) line.remove(); if (field) { field.removeAttribute('aria-invalid'); field.removeAttribute('aria-describedby'); } return; }
    if (!line) { line = document.createElement('p'); line.className = 'field-fault'; line.id = 'e-' + name; part.append(line); }
    line.textContent = text;
    if (field) { field.setAttribute('aria-invalid', 'true'); field.setAttribute('aria-describedby', line.id); }
  };
  const show = said => parts.forEach(part => {
    const name = part.dataset.field, output = part.querySelector('output');
    if (!part.contains(document.activeElement)) part.hidden = said.hidden.includes(name);
    if (output && name in said.computed) output.textContent = said.computed[name];
    if (touched.has(name)) fault(part, name, said.faults[name]);
    const left = said.offered[name];
    if (left) part.querySelectorAll('option, input[type=checkbox]').forEach(one => { if (one.value) one.disabled = one.hidden = !left.includes(one.value) && !one.selected && !one.checked; });
  });
  const look = () => {
    const sent = new URLSearchParams(new FormData(record)), now = ++turn;
    sent.delete('once');
    fetch(record.dataset.check, { method: 'POST', body: sent, credentials: 'same-origin' })
      .then(answer => answer.ok ? answer.json() : Promise.reject(answer.status))
      .then(said => { if (now === turn) show(said); })
      .catch(() => {});
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(look, 150); };
  record.addEventListener('change', event => { const part = event.target.closest('[data-field]'); if (part) touched.add(part.dataset.field); soon(); });
  record.addEventListener('focusout', soon);
  look();
}

// A choice that is obeyed at once: <select data-go> in a form with method get.
document.querySelectorAll('select[data-go]').forEach(choice => choice.addEventListener('change', () => choice.form.requestSubmit()));

// Copies the text of an element: <button data-copy="id">.
document.querySelectorAll('[data-copy]').forEach(button => button.addEventListener('click', () => {
  const text = document.getElementById(button.dataset.copy);
  const done = () => { button.textContent = button.dataset.done || '✓'; };
  const old = () => { text.select ? text.select() : getSelection().selectAllChildren(text); document.execCommand('copy'); done(); };
  if (navigator.clipboard) navigator.clipboard.writeText(text.value || text.textContent).then(done, old); else old();
}));
document.querySelectorAll('[data-print]').forEach(button => button.addEventListener('click', () => print()));

// An order that is chosen is marked in the text beside it; words that are selected there go where they are wanted.
const paper = document.getElementById('paper');
if (paper) {
  const choose = label => paper.querySelectorAll('mark').forEach(mark => mark.classList.toggle('chosen', mark.dataset.order === label));
  document.querySelectorAll('[data-mark]').forEach(link => link.addEventListener('click', event => {
    event.preventDefault();
    choose(link.dataset.mark);
    const mark = document.getElementById('t-' + link.dataset.mark);
    if (mark) mark.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }));
  paper.addEventListener('click', event => {
    const mark = event.target.closest('mark');
    if (mark && getSelection().isCollapsed) { choose(mark.dataset.order); document.getElementById(mark.dataset.order)?.scrollIntoView({ block: 'center', behavior: 'smooth' }); }
  });
  let wanted = document.getElementById('words');
  document.querySelectorAll('.takes-selection').forEach(field => field.addEventListener('focus', () => { wanted = field; }));
  paper.addEventListener('mouseup', () => { const words = String(getSelection()).trim(); if (words && wanted) wanted.value = words; });
}

// The grid takes what is pasted from a spreadsheet, cell by cell; one undo takes all of it back.
document.querySelectorAll('table[data-grid]').forEach(grid => {
  const done = [];
  const rows = () => [...grid.tBodies[0].rows].filter(row => row.querySelector('input'));
  const more = count => {
    const all = rows(), last = all[all.length - 1];
    for (let extra = 1; extra <= count; extra++) {
      const row = last.cloneNode(true), number = all.length + extra;
      row.querySelector('th').textContent = number;
      row.querySelectorAll('input').forEach(input => { input.value = ''; input.name = input.name.replace(/\.\d+\./, `.${number}.`); input.removeAttribute('id'); });
      grid.tBodies[0].append(row);
    }
  };
  grid.addEventListener('paste', event => {
    const text = event.clipboardData.getData('text');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const lines = text.replace(/\r/g, '').replace(/\n$/, '').split('\n').map(line => line.split('\t'));
    const from = event.target.closest('td'), column = from.cellIndex - 1, begin = rows().indexOf(from.parentElement);
    if (begin + lines.length > rows().length) more(begin + lines.length - rows().length);
    const before = [];
    lines.forEach((cells, at) => {
      const inputs = rows()[begin + at].querySelectorAll('input');
      cells.forEach((cell, over) => { const input = inputs[column + over]; if (input) { before.push([input, input.value]); input.value = cell.trim(); } });
    });
    done.push(before);
  });
  grid.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'z' && done.length) {
      event.preventDefault();
      done.pop().forEach(([input, value]) => { input.value = value; });
    }
    const move = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
    if (move && event.target.tagName === 'INPUT') {
      const row = event.target.closest('tr'), all = rows(), next = all[all.indexOf(row) + move];
      if (next) { event.preventDefault(); next.cells[event.target.closest('td').cellIndex].querySelector('input').focus(); }
    }
  });
  // Who fills the last line gets another.
  grid.addEventListener('input', event => {
    const all = rows(), row = event.target.closest('tr');
    if (row === all[all.length - 1] && event.target.value) more(1);
  });
});
