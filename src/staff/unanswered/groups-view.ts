import { languageOptions, topicOptions } from '../conversations/list-view.ts';
import { type Html, html } from '../html.ts';
import { input, notice, post, select } from '../pages/fields.ts';
import { conversationPath } from '../pages/paths.ts';
import type { Words } from '../pages/words.ts';
import type { Group, OpenQuestion } from './grouping.ts';

interface GroupsPage {
  groups: Group[];
  topics: string[];
  fields: { from?: string; to?: string; locale?: string };
  words: Words;
  csrf: string;
  /** When questions were set aside just now. */
  aside?: number;
  /** They were taken back just now. */
  isBack: boolean;
}

/** Examples that a group shows at once; the others on demand. */
const SHOWN = 4;
/** Questions that go along into a draft. */
const TAKEN_ALONG = 60;
/** Groups of a page. */
const MOST_GROUPS = 60;

export const groupsView = (page: GroupsPage): Html => {
  const { groups, fields, words } = page;
  const { t, number } = words;
  const options = topicOptions(words, page.topics);
  const total = groups.reduce((sum, { questions }) => sum + questions.length, 0);
  return html`${page.aside !== undefined && wasSetAside(page.aside, page)}${notice(page.isBack ? t('staff:unanswered.back') : undefined)}<p>${t('staff:unanswered.intro')}</p>
<search><form method="get" class="filters"><div class="grid">
<p>${select('locale', t('staff:filter.language'), t('staff:filter.any'), languageOptions(words), fields.locale)}</p>
<p>${input('from', t('staff:filter.from'), fields.from, 'date')}</p>
<p>${input('to', t('staff:filter.to'), fields.to, 'date')}</p></div>
<p><button class="quiet">${t('staff:filter.submit')}</button></p></form></search>
${
  groups.length === 0
    ? html`<p class="empty">${t('staff:unanswered.none')}</p>`
    : html`<p>${t('staff:unanswered.count', { questions: number(total), groups: number(groups.length) })}</p>${groups
        .slice(0, MOST_GROUPS)
        .map((group, index) => groupCard(group, index, page, options))}`
}`;
};

/** Said with the way back: a question set aside by mistake would be gone. */
const wasSetAside = (at: number, { words: { t }, csrf }: GroupsPage): Html =>
  html`${notice(t('staff:unanswered.wasSetAside'))}${post(
    csrf,
    '/staff/unanswered/back',
    html`<input type="hidden" name="at" value="${at}"><button class="quiet">${t('staff:unanswered.undo')}</button>`,
  )}`;

function groupCard(
  { questions, topic, isSure }: Group,
  index: number,
  { words, csrf }: GroupsPage,
  options: ReturnType<typeof topicOptions>,
): Html {
  const { t, number } = words;
  const [first] = questions;
  const distinct = [...new Map(questions.map((question) => [question.text, question])).values()];
  const along = JSON.stringify(
    distinct.slice(0, TAKEN_ALONG).map(({ locale, text }) => ({ locale, text: text.slice(0, 300) })),
  );
  const places = JSON.stringify(questions.map(({ conversationId, seq }) => ({ conversationId, seq })));
  return html`<article class="group" aria-labelledby="g${index}"><h2 id="g${index}">${
    isSure && topic
      ? words.topic(topic)
      : html`<span lang="${first?.locale}">« ${words.masked(first?.text ?? '')} »</span>`
  } <span class="badge">${number(questions.length)}</span></h2>
${isSure && html`<p class="missing">${t('staff:unanswered.noAnswer')}</p>`}
<ul>${distinct.slice(0, SHOWN).map((question) => line(question, words))}</ul>
${
  distinct.length > SHOWN &&
  html`<details><summary>${t('staff:unanswered.others', { number: number(distinct.length - SHOWN) })}</summary><ul>${distinct
    .slice(SHOWN)
    .map((question) => line(question, words))}</ul></details>`
}
<div class="actions">${post(
    csrf,
    '/staff/drafts',
    html`<input type="hidden" name="questions" value="${along}"><label for="topic-${index}">${t(
      'staff:unanswered.about',
    )}</label><select id="topic-${index}" name="topic"><option value="">${t('staff:unanswered.newTopic')}</option>${options.map(
      ({ value, label }) =>
        html`<option value="${value}"${value === topic && html` selected`}>${label}</option>`,
    )}</select>
<button>${t(isSure ? 'staff:unanswered.answer' : 'staff:unanswered.go')}</button>`,
    'row',
  )}${post(
    csrf,
    '/staff/unanswered/aside',
    html`<input type="hidden" name="places" value="${places}"><button class="quiet">${t('staff:unanswered.aside')}</button>`,
  )}</div></article>`;
}

const line = (
  { locale, text, conversationId, seq, at }: OpenQuestion,
  { moment, language, masked }: Words,
): Html =>
  html`<li><a href="${conversationPath(conversationId)}#m${seq}" lang="${locale}">${masked(text)}</a> <span class="hint">${language(locale)}, ${moment(at)}</span></li>`;
