import type { Changes } from '../../mandates/changes.ts';
import type { Mandate } from '../../mandates/mandate.ts';
import type { Problem } from '../../mandates/schema.ts';
import { type Html, html } from '../html.ts';
import { notice, post } from '../pages/fields.ts';
import type { Words } from '../pages/words.ts';
import { differenceInWords } from './difference-in-words.ts';
import { problemInWords } from './problem-in-words.ts';
import { hasClosed, hasLeft, STANDINGS, standingOf } from './standing.ts';

interface MandatesPage {
  mandates: readonly Mandate[];
  /** Why the file on disk is not what serves. */
  fault?: string;
  now: Date;
  words: Words;
  csrf: string;
  notice?: string;
}

/** All mandates, those first that want to be looked at, with the ways to close, reopen, import and take them along. */
export const mandatesView = (page: MandatesPage): Html => {
  const { mandates, fault, words, csrf, now, notice: done } = page;
  const { t } = words;
  const sorted = mandates.toSorted(
    (one, other) =>
      STANDINGS.indexOf(standingOf(one, now)) - STANDINGS.indexOf(standingOf(other, now)) ||
      (one.closesOn ?? '9').localeCompare(other.closesOn ?? '9'),
  );
  return html`${notice(done)}${fault && html`<p class="refusal" role="alert">${t('staff:mandates.fault')} <span lang="en">${fault}</span></p>`}
<div class="columns"><div>
<p hidden><label for="narrow">${t('staff:content.narrow')}</label><input id="narrow" type="search" data-narrows="#mandates"></p>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:mandates.list')}"><table id="mandates" class="stack"><thead><tr><th scope="col">${t(
    'staff:mandates.mandate',
  )}</th><th scope="col">${t('staff:mandates.country')}</th><th scope="col">${t('staff:mandates.departure')}</th><th scope="col">${t(
    'staff:mandates.closes',
  )}</th><th scope="col">${t('staff:mandates.state')}</th></tr></thead><tbody>${sorted.map((mandate) => row(mandate, page))}</tbody></table></div></div>
<aside aria-label="${t('staff:mandates.import')}"><section><h2>${t('staff:mandates.import')}</h2>${importForm(words, csrf)}</section>
<section><h2>${t('staff:take.title')}</h2><ul><li><a href="/staff/mandates/export/csv">CSV</a></li><li><a href="/staff/mandates/export/json">JSON</a></li><li><a href="/staff/mandates/export/jsonld">JSON-LD</a></li></ul></section></aside></div>`;
};

function row(mandate: Mandate, page: MandatesPage): Html {
  const { id, title, country, domains, departure, closesOn, sample } = mandate;
  const { words, now } = page;
  const { t, locale, date, country: nameOf } = words;
  const standing = standingOf(mandate, now);
  const isSuggested = standing === 'open' || standing === 'ending';
  return html`<tr><th scope="row">${title[locale]}<p class="hint"><code>${id}</code><br>${domains
    .map((domain) => t(`profile:domain.${domain}`))
    .join(
      ', ',
    )}${sample && html`<br>${t('staff:mandates.sample')}`}</p></th><td>${nameOf(country)}</td><td data-label="${t('staff:mandates.departure')}">${date(departure.from)}${
    departure.to && ` – ${date(departure.to)}`
  }</td>${closesOn ? html`<td data-label="${t('staff:mandates.closes')}">${date(closesOn)}</td>` : html`<td></td>`}<td><span class="${isSuggested && standing !== 'ending' ? '' : 'missing'}">${t(
    `staff:mandates.standing.${standing}`,
  )}</span>${statusForm(mandate, page)}</td></tr>`;
}

/** Closing, or opening again: with another closing date where the old one lies behind. */
function statusForm(mandate: Mandate, { words, csrf, now }: MandatesPage): Html {
  const { t, locale } = words;
  const { id, title, status } = mandate;
  const change = status === 'open' && !hasClosed(mandate, now) ? 'close' : 'reopen';
  if (change === 'reopen' && hasLeft(mandate, now))
    return html`<p class="hint">${t('staff:mandates.leftHint')}</p>`;
  const name = html`<span class="unseen"> ${title[locale]}</span>`;
  return post(
    csrf,
    `/staff/mandates/${encodeURIComponent(id)}/${change}`,
    html`${
      change === 'reopen' &&
      hasClosed(mandate, now) &&
      html`<p><label for="until-${id}">${t('staff:mandates.until')}${name}</label><input id="until-${id}" name="until" type="date" required></p>`
    }<button class="quiet">${t(`staff:mandates.${change}`)}${name}</button>`,
  );
}

const importForm = ({ t }: Words, csrf: string): Html =>
  html`<form method="post" action="/staff/mandates/import" enctype="multipart/form-data"><input type="hidden" name="csrf" value="${csrf}">
<p><label for="file">${t('staff:mandates.file')}</label><input id="file" name="file" type="file" required accept=".json,.csv,.jsonld"></p>
<p><label class="tick"><input type="checkbox" name="replace" value="yes"> <span>${t('staff:mandates.replace')}</span></label></p>
<p><button class="quiet">${t('staff:mandates.preview')}</button></p></form>`;

interface PreviewPage {
  changes: Changes;
  /** What is imported when it is confirmed. */
  file: { name: string; text: string };
  replace: boolean;
  /** The mandates as they are, and as the file has them. */
  before: ReadonlyMap<string, Mandate>;
  after: ReadonlyMap<string, Mandate>;
  /** Which changes these are, to be told when they are confirmed. */
  seal: string;
  /** They are not those that were shown before. */
  otherwise?: boolean;
  words: Words;
  csrf: string;
}

/** What an import would change, before it does. */
export const previewView = (page: PreviewPage): Html => {
  const { changes, file, replace, before, after, seal, otherwise, words, csrf } = page;
  const { t, number, locale } = words;
  const { added, changed, removed, unchanged } = changes;
  const list = (title: string, items: Html[]) =>
    items.length > 0 && html`<section><h2>${title} (${number(items.length)})</h2><ul>${items}</ul></section>`;
  const name = (id: string) => html`<code>${id}</code> ${(after.get(id) ?? before.get(id))?.title[locale]}`;
  const nothing = added.length + changed.length + removed.length === 0;
  return html`${otherwise && html`<p class="refusal" role="alert">${t('staff:mandates.otherwise')}</p>`}<p>${t(nothing ? 'staff:mandates.nothing' : 'staff:mandates.previewHint', { name: file.name })}</p>
${list(
  t('staff:mandates.added'),
  added.map((id) => html`<li>${name(id)}</li>`),
)}${list(
  t('staff:mandates.changed'),
  changed.map(
    ({ id, fields }) =>
      html`<li>${name(id)}<ul>${fields.map((field) => html`<li>${differenceInWords(field, before.get(id), after.get(id), words)}</li>`)}</ul></li>`,
  ),
)}${list(
  t('staff:mandates.removed'),
  removed.map((id) => html`<li class="missing">${name(id)}</li>`),
)}<p class="hint">${t('staff:mandates.unchanged', { number: number(unchanged.length) })}</p>
<div class="actions">${
    nothing
      ? ''
      : html`<form method="post" action="/staff/mandates/import/confirm" enctype="multipart/form-data"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="seal" value="${seal}"><input type="hidden" name="name" value="${file.name}"><input type="hidden" name="text" value="${file.text}">${
          replace && html`<input type="hidden" name="replace" value="yes">`
        }<button>${t('staff:mandates.confirm')}</button></form>`
  }<a class="button quiet" href="/staff/mandates">${t('staff:mandates.cancel')}</a></div>`;
};

/** What is wrong with a file; nothing was imported. */
export const problemsView = (problems: Problem[], words: Words): Html => {
  const { t } = words;
  return html`<p class="refusal" role="alert">${t('staff:mandates.invalid')}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:mandates.problems')}"><table><thead><tr><th scope="col">${t('staff:mandates.mandate')}</th><th scope="col">${t(
    'staff:mandates.field',
  )}</th><th scope="col">${t('staff:mandates.problem')}</th></tr></thead><tbody>${problems.map(
    (problem) =>
      html`<tr><th scope="row"><code>${problem.record}</code></th><td><code>${problem.field}</code></td><td>${problemInWords(problem, words)}</td></tr>`,
  )}</tbody></table></div><p><a href="/staff/mandates">${t('staff:mandates.cancel')}</a></p>`;
};
