// What makes the pages quicker where scripts run. Everything works without it.

document.documentElement.classList.add('live');

/** On a phone the sections go on beyond the screen: the one that is open is brought into view. */
const here = document.querySelector('.top nav [aria-current]');
if (here) here.closest('ul').scrollLeft = here.offsetLeft - here.offsetWidth;

/** J and K (or the arrow keys) go on to the next conversation and back, unless somebody is typing. */
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]'))
    return;
  const way = { j: 'next', ArrowRight: 'next', k: 'prev', ArrowLeft: 'prev' }[event.key];
  if (way) document.querySelector(`.through a[rel="${way}"]`)?.click();
});

/** Parts marked `data-live` follow what happens: they are read again every few seconds and replaced when changed. */
const SECONDS = 5;

async function follow() {
  const parts = document.querySelectorAll('[data-live]');
  if (parts.length === 0 || document.hidden) return;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of parts) {
    const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (next && next.innerHTML !== part.innerHTML && !part.contains(document.activeElement))
      part.replaceChildren(...next.childNodes);
  }
}
setInterval(() => follow().catch(() => {}), SECONDS * 1000);

/** A ready-made reply goes into the box, where it can still be changed. */
document.addEventListener('change', (event) => {
  const list = event.target instanceof Element ? event.target.closest('select[data-fills]') : null;
  const box = list && document.getElementById(list.dataset.fills);
  if (!box || !list.value) return;
  box.value = list.selectedOptions[0].textContent;
  list.value = '';
  box.focus();
});

/** Long lists that are on the page already are narrowed while somebody types. */
for (const field of document.querySelectorAll('[data-narrows]')) {
  field.closest('[hidden]')?.removeAttribute('hidden');
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of document.querySelectorAll(`${field.dataset.narrows} tbody tr`))
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
}
