import type { Changes } from '../../mandates/changes.ts';
import type { Mandate } from '../../mandates/mandate.ts';
import type { Problem } from '../../mandates/schema.ts';
import { type Html, html } from '../html.ts';
import { notice, post } from '../pages/fields.ts';
import type { Words } from '../pages/words.ts';

interface MandatesPage {
  mandates: readonly Mandate[];
  /** Why the file on disk is not what serves. */
  fault?: string;
  words: Words;
  csrf: string;
  notice?: string;
}

const STATES = ['open', 'draft', 'closed'] as const;

/** All mandates, open ones first, with the ways to close, reopen, import and take them along. */
export const mandatesView = ({ mandates, fault, words, csrf, notice: done }: MandatesPage): Html => {
  const { t } = words;
  const sorted = mandates.toSorted((one, other) => STATES.indexOf(one.status) - STATES.indexOf(other.status));
  return html`${notice(done)}${fault && html`<p class="refusal" role="alert">${t('staff:mandates.fault')} <span lang="en">${fault}</span></p>`}
<div class="columns"><section><h2>${t('staff:mandates.list')}</h2>
<p hidden><label for="narrow">${t('staff:content.narrow')}</label><input id="narrow" type="search" data-narrows="#mandates"></p>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:mandates.list')}"><table id="mandates"><thead><tr><th scope="col">${t(
    'staff:mandates.mandate',
  )}</th><th scope="col">${t('staff:mandates.country')}</th><th scope="col">${t('staff:mandates.departure')}</th><th scope="col">${t(
    'staff:mandates.closes',
  )}</th><th scope="col">${t('staff:mandates.state')}</th></tr></thead><tbody>${sorted.map((mandate) => row(mandate, words, csrf))}</tbody></table></div></section>
<aside aria-label="${t('staff:mandates.import')}"><section><h2>${t('staff:mandates.import')}</h2>${importForm(words, csrf)}</section>
<section><h2>${t('staff:take.title')}</h2><ul><li><a href="/staff/mandates/export/csv">CSV</a></li><li><a href="/staff/mandates/export/json">JSON</a></li><li><a href="/staff/mandates/export/jsonld">JSON-LD</a></li></ul></section></aside></div>`;
};

function row(
  { id, title, country, domains, departure, closesOn, status, sample }: Mandate,
  words: Words,
  csrf: string,
): Html {
  const { t, locale, country: nameOf } = words;
  const change = status === 'closed' ? 'reopen' : 'close';
  return html`<tr><th scope="row">${title[locale]}<p class="hint"><code>${id}</code><br>${domains
    .map((domain) => t(`profile:domain.${domain}`))
    .join(
      ', ',
    )}${sample && html`<br>${t('staff:mandates.sample')}`}</p></th><td>${nameOf(country)}</td><td>${departure.from}${
    departure.to && ` – ${departure.to}`
  }</td><td>${closesOn}</td><td>${t(`staff:mandates.status.${status}`)}${post(
    csrf,
    `/staff/mandates/${encodeURIComponent(id)}/${change}`,
    html`<button class="quiet">${t(`staff:mandates.${change}`)}<span class="unseen"> ${title[locale]}</span></button>`,
  )}</td></tr>`;
}

const importForm = ({ t }: Words, csrf: string): Html =>
  html`<form method="post" action="/staff/mandates/import" enctype="multipart/form-data"><input type="hidden" name="csrf" value="${csrf}">
<p><label for="file">${t('staff:mandates.file')}</label><input id="file" name="file" type="file" required accept=".json,.csv,.jsonld"></p>
<p><label><input type="checkbox" name="replace" value="yes"> ${t('staff:mandates.replace')}</label></p>
<p><button class="quiet">${t('staff:mandates.preview')}</button></p></form>`;

interface PreviewPage {
  changes: Changes;
  /** What is imported when it is confirmed. */
  file: { name: string; text: string };
  replace: boolean;
  titleOf(id: string): string;
  words: Words;
  csrf: string;
}

/** What an import would change, before it does. */
export const previewView = ({ changes, file, replace, titleOf, words, csrf }: PreviewPage): Html => {
  const { t, number } = words;
  const { added, changed, removed, unchanged } = changes;
  const list = (title: string, items: Html[]) =>
    items.length > 0 && html`<section><h2>${title} (${number(items.length)})</h2><ul>${items}</ul></section>`;
  const name = (id: string) => html`<code>${id}</code> ${titleOf(id)}`;
  const nothing = added.length + changed.length + removed.length === 0;
  return html`<p>${t(nothing ? 'staff:mandates.nothing' : 'staff:mandates.previewHint', { name: file.name })}</p>
${list(
  t('staff:mandates.added'),
  added.map((id) => html`<li>${name(id)}</li>`),
)}${list(
  t('staff:mandates.changed'),
  changed.map(({ id, fields }) => html`<li>${name(id)} – ${fields.join(', ')}</li>`),
)}${list(
  t('staff:mandates.removed'),
  removed.map((id) => html`<li class="missing">${name(id)}</li>`),
)}<p class="hint">${t('staff:mandates.unchanged', { number: number(unchanged.length) })}</p>
<div class="actions">${
    nothing
      ? ''
      : html`<form method="post" action="/staff/mandates/import/confirm" enctype="multipart/form-data"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="name" value="${file.name}"><input type="hidden" name="text" value="${file.text}">${
          replace && html`<input type="hidden" name="replace" value="yes">`
        }<button>${t('staff:mandates.confirm')}</button></form>`
  }<a class="button quiet" href="/staff/mandates">${t('staff:mandates.cancel')}</a></div>`;
};

/** What is wrong with a file; nothing was imported. */
export const problemsView = (
  problems: Problem[],
  { t }: Words,
): Html => html`<p class="refusal" role="alert">${t('staff:mandates.invalid')}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:mandates.problems')}"><table><thead><tr><th scope="col">${t('staff:mandates.mandate')}</th><th scope="col">${t(
  'staff:mandates.field',
)}</th><th scope="col">${t('staff:mandates.problem')}</th></tr></thead><tbody>${problems.map(
  ({ record, field, message }) =>
    html`<tr><th scope="row"><code>${record}</code></th><td><code>${field}</code></td><td lang="en">${message}</td></tr>`,
)}</tbody></table></div><p><a href="/staff/mandates">${t('staff:mandates.cancel')}</a></p>`;
