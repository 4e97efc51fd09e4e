import type { VersionInfo } from '../../content/versions.ts';
import { LOCALES } from '../../locale.ts';
import { type Html, html } from '../html.ts';
import { notice, post } from '../pages/fields.ts';
import type { Words } from '../pages/words.ts';
import type { KeptDraft } from '../storage/drafts.ts';
import { draftPath, steps } from './draft-view.ts';
import type { TopicLine } from './overview.ts';

interface ContentPage {
  lines: TopicLine[];
  drafts: KeptDraft[];
  words: Words;
  csrf: string;
  notice?: string;
}

/** The answers side by side in three languages, what is missing or about to expire first. */
export const contentView = ({ lines, drafts, words, csrf, notice: done }: ContentPage): Html => {
  const { t } = words;
  return html`${done && html`${steps(words, 'published')}${notice(done)}<p><a href="/" target="_blank">${t('staff:content.tryIt')}</a></p>`}<div class="actions">${post(csrf, '/staff/drafts', html`<button>${t('staff:content.newTopic')}</button>`)}<a href="/staff/content/versions">${t(
    'staff:content.versions',
  )}</a></div>
${
  drafts.length > 0 &&
  html`<section><h2>${t('staff:content.drafts')}</h2><ul>${drafts.map(
    ({ id, author, at, draft }) =>
      html`<li><a href="${draftPath(id)}">${draft.isNew ? draft.titles[words.locale] || t('staff:content.unnamed') : words.topic(draft.topic)}</a> – ${author}, ${words.moment(at)}</li>`,
  )}</ul></section>`
}
<section><h2>${t('staff:content.answers')}</h2>
<p hidden><label for="narrow">${t('staff:content.narrow')}</label><input id="narrow" type="search" data-narrows="#answers"></p>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:content.answers')}"><table id="answers" class="stack"><thead><tr><th scope="col">${t(
    'staff:filter.topic',
  )}</th>${LOCALES.map((locale) => html`<th scope="col">${words.language(locale)}</th>`)}</tr></thead>
<tbody>${lines.map((line) => row(line, words, csrf))}</tbody></table></div></section>`;
};

function row(line: TopicLine, words: Words, csrf: string): Html {
  const { t, topic, number, date } = words;
  const { id, state, texts, phrases, approvedOn, approvedBy, expiresOn, source } = line;
  const edit = post(
    csrf,
    '/staff/drafts',
    html`<input type="hidden" name="topic" value="${id}"><button class="quiet">${t('staff:content.edit')}<span class="unseen"> ${topic(id)}</span></button>`,
  );
  return html`<tr><th scope="row">${topic(id)}<p class="hint">${
    state !== 'approved' && html`<span class="missing">${t(`staff:content.state.${state}`)}</span><br>`
  }${source && html`${source}<br>`}${approvedOn && html`${t(approvedBy ? 'staff:content.approved' : 'staff:content.approvedOn', { date: date(approvedOn), by: approvedBy ?? '' })}<br>`}${
    expiresOn && html`${t('staff:content.expires', { date: date(expiresOn) })}`
  }</p>${edit}</th>${LOCALES.map(
    (locale) =>
      html`<td data-label="${words.language(locale)}"><p class="typed" lang="${locale}">${texts[locale] || html`<span class="missing">${t('staff:content.noText')}</span>`}</p><p class="hint">${t(
        'staff:content.phrases',
        { number: number(phrases[locale]) },
      )}</p></td>`,
  )}</tr>`;
}

interface VersionsPage {
  versions: VersionInfo[];
  current: number;
  words: Words;
  csrf: string;
}

/** Every version that was published, and the way back to each. */
export const versionsView = ({ versions, current, words, csrf }: VersionsPage): Html => {
  const { t, moment } = words;
  const back = (number: number) =>
    number === current
      ? t('staff:versions.serves')
      : post(
          csrf,
          `/staff/content/versions/${number}/back`,
          html`<input type="hidden" name="base" value="${current}"><button class="quiet">${t('staff:versions.back')}<span class="unseen"> ${t('staff:versions.number', { number })}</span></button>`,
        );
  return html`<p><a href="/staff/content">${t('staff:versions.toContent')}</a></p><p>${t('staff:versions.intro')}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:content.versions')}"><table><thead><tr><th scope="col">${t(
    'staff:versions.version',
  )}</th><th scope="col">${t('staff:versions.when')}</th><th scope="col">${t('staff:versions.who')}</th><th scope="col">${t(
    'staff:versions.what',
  )}</th><th scope="col"><span class="unseen">${t('staff:versions.back')}</span></th></tr></thead><tbody>
${versions.map(
  ({ number, at, author, summary }) =>
    html`<tr><th scope="row">${number}</th><td>${moment(at)}</td><td>${author}</td><td>${summaryText(summary, words)}</td><td>${back(number)}</td></tr>`,
)}
<tr><th scope="row">0</th><td></td><td></td><td>${t('staff:versions.shipped')}</td><td>${back(0)}</td></tr></tbody></table></div>`;
};

export const summaryText = (summary: string, { t, topic }: Words): string => {
  const to = /^back:(\d+)$/.exec(summary)?.[1];
  return to === undefined ? topic(summary) : t('staff:versions.backTo', { number: to });
};

interface ConflictPage {
  id: string;
  /** What was published since the draft was begun, newest first. */
  since: VersionInfo[];
  /** One of them edited the same topic. */
  sameTopic: boolean;
  words: Words;
  csrf: string;
}

/** Somebody else was first: what they did, and that nothing is lost. */
export const conflictView = ({ id, since, sameTopic, words, csrf }: ConflictPage): Html => {
  const { t, moment } = words;
  return html`<div class="refusal" role="alert"><p>${t('staff:conflict.intro')}</p><ul>${since.map(
    ({ number, at, author, summary }) =>
      html`<li>${t('staff:versions.number', { number })} – ${author}, ${moment(at)} : ${summaryText(summary, words)}</li>`,
  )}</ul></div><p>${t(sameTopic ? 'staff:conflict.sameTopic' : 'staff:conflict.otherTopic')}</p>
${post(csrf, draftPath(id, '/rebase'), html`<button>${t('staff:conflict.rebase')}</button>`)}`;
};
