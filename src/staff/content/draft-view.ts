import type { Texts } from '../../content/shipped.ts';
import { LOCALES, type Locale } from '../../locale.ts';
import { topicOptions } from '../conversations/list-view.ts';
import { type Html, html } from '../html.ts';
import { post } from '../pages/fields.ts';
import type { Words } from '../pages/words.ts';
import { type Draft, hasAnswer, NEW_SOURCE } from './draft.ts';
import { type DraftProblem, MOST_NEXT } from './draft-form.ts';

interface DraftPage {
  id: string;
  /** When it was saved: the form tells which state it shows. */
  at: Date;
  draft: Draft;
  /** The draft that this one was parted from, because somebody else had saved it. */
  parted?: string;
  /** Somebody else published: what serves is shown beside what is written. */
  compare: boolean;
  texts: Texts;
  problems: DraftProblem[];
  words: Words;
  csrf: string;
}

export const draftPath = (id: string, below = ''): string => `/staff/drafts/${id}${below}`;

/** Where one is on the way from a question to a published answer. */
export const steps = ({ t }: Words, current: 'write' | 'effect' | 'published'): Html =>
  html`<ol class="steps">${(['write', 'effect', 'published'] as const).map(
    (step) =>
      html`<li${step === current && html` aria-current="step"`}>${t(`staff:draft.step.${step}`)}</li>`,
  )}</ol>`;

/** The form of a topic: its phrases, its answer side by side in three languages, what the answer stands on. */
export const draftView = (page: DraftPage): Html => {
  const { id, at, draft, texts, problems, parted, words, csrf } = page;
  const { t } = words;
  return html`${steps(words, 'write')}
${parted && html`<div class="refusal" role="alert"><p>${t('staff:draft.parted')}</p><p><a href="${draftPath(parted)}">${t('staff:draft.theirs')}</a></p></div>`}
${
  problems.length > 0 &&
  html`<div class="refusal" role="alert"><p>${t('staff:draft.mend')}</p><ul>${problems.map(
    ({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`,
  )}</ul></div>`
}
${asked(page)}
${post(
  csrf,
  draftPath(id),
  html`<input type="hidden" name="seen" value="${at.getTime()}">${draft.isNew && labels(page)}${hasAnswer(draft, texts) && [answers(page), approval(page)]}${phrases(page)}
<div class="actions"><button>${t('staff:draft.toEffect')}</button><p class="hint">${t('staff:draft.nothingYet')}</p></div>`,
)}
${post(csrf, draftPath(id, '/drop'), html`<button class="quiet">${t('staff:draft.drop')}</button>`)}`;
};

const asked = ({ draft: { questions }, words: { t } }: DraftPage): Html | false =>
  questions.length > 0 &&
  html`<details open><summary>${t('staff:draft.asked')}</summary><ul>${questions.map(
    ({ locale, text }) => html`<li lang="${locale}">${text}</li>`,
  )}</ul></details>`;

const side = (
  name: string,
  locale: Locale,
  { words }: DraftPage,
  control: (id: string) => Html,
  more?: Html,
): Html => {
  const id = `${name}-${locale}`;
  return html`<div><label for="${id}">${words.language(locale)}</label>${control(id)}${more}</div>`;
};

const labels = (page: DraftPage): Html => {
  const { draft, words } = page;
  const { t } = words;
  return html`<fieldset><legend>${t('staff:draft.name')}</legend><p class="hint">${t('staff:draft.nameHint')}</p>
<div class="sides">${LOCALES.map((locale) =>
    side(
      'title',
      locale,
      page,
      (id) =>
        html`<input id="${id}" name="${id}" lang="${locale}" maxlength="60" value="${draft.titles[locale]}">`,
      html`<label for="short-${locale}">${t('staff:draft.short')}<span class="unseen"> (${words.language(locale)})</span></label><input id="short-${locale}" name="short-${locale}" lang="${locale}" maxlength="19" value="${draft.shorts[locale]}">`,
    ),
  )}</div></fieldset>`;
};

const answers = (page: DraftPage): Html => {
  const { draft, texts, words } = page;
  const { t } = words;
  const serving = (locale: Locale) => texts.answers[locale][draft.topic];
  return html`<fieldset><legend>${t('staff:draft.answer')}</legend><p class="hint">${t('staff:draft.answerHint')}</p>
<div class="sides">${LOCALES.map((locale) =>
    side(
      'text',
      locale,
      page,
      (id) =>
        html`<textarea id="${id}" name="${id}" rows="7" lang="${locale}" maxlength="2000">${draft.texts[locale]}</textarea>`,
      serving(locale) && serving(locale) !== draft.texts[locale]
        ? html`<details${page.compare && html` open`}><summary>${t('staff:draft.serving')}</summary><p class="typed" lang="${locale}">${serving(locale)}</p></details>`
        : undefined,
    ),
  )}</div></fieldset>`;
};

function approval({ draft, texts, words }: DraftPage): Html {
  const { t } = words;
  const field = (id: string, label: string, value: string, type = 'text') =>
    html`<p><label for="${id}">${label}</label><input id="${id}" name="${id}" type="${type}" value="${value}"></p>`;
  return html`<fieldset><legend>${t('staff:draft.source')}</legend><p class="hint">${t('staff:draft.sourceHint')}</p>
<p><label for="source">${t('staff:draft.sourceOf')}</label><select id="source" name="source"><option value="">${t(
    'staff:draft.noSource',
  )}</option>${Object.entries(texts.sources).map(
    ([id, { title, publisher, publishedOn }]) =>
      html`<option value="${id}"${id === draft.source && html` selected`}>${publisher}, ${publishedOn} – ${title}</option>`,
  )}<option value="${NEW_SOURCE}"${draft.source === NEW_SOURCE && html` selected`}>${t('staff:draft.newSource')}</option></select></p>
<details${draft.source === NEW_SOURCE && html` open`}><summary>${t('staff:draft.describe')}</summary><div class="grid">
${field('source-title', t('staff:draft.sourceTitle'), draft.newSource.title)}
${field('source-publisher', t('staff:draft.publisher'), draft.newSource.publisher)}
${field('source-date', t('staff:draft.publishedOn'), draft.newSource.publishedOn, 'date')}
${field('source-url', t('staff:draft.url'), draft.newSource.url, 'url')}</div></details>
<div class="grid">
${field('approvedBy', t('staff:draft.approvedBy'), draft.approvedBy)}
${field('approvedOn', t('staff:draft.approvedOn'), draft.approvedOn, 'date')}
${field('expiresOn', t('staff:draft.expiresOn'), draft.expiresOn, 'date')}</div>
<p class="hint">${t('staff:draft.expiryHint')}</p>
<div class="grid">${Array.from({ length: MOST_NEXT }, (_, index) => nextChoice(index, draft, texts, words))}</div></fieldset>`;
}

function nextChoice(index: number, draft: Draft, texts: Texts, words: Words): Html {
  const options = topicOptions(words, Object.keys(texts.labels[words.locale]));
  const label = words.t('staff:draft.next', { number: index + 1 });
  return html`<p><label for="next-${index}">${label}</label><select id="next-${index}" name="next"><option value=""></option>${options.map(
    (option) =>
      html`<option value="${option.value}"${option.value === draft.next[index] && html` selected`}>${option.label}</option>`,
  )}</select></p>`;
}

const phrases = (page: DraftPage): Html => {
  const { draft, texts, words } = page;
  const { t, number } = words;
  const shipped = (locale: Locale) =>
    (texts.phrases[locale][draft.topic]?.length ?? 0) - draft.phrasesBefore[locale].length;
  return html`<fieldset><legend>${t('staff:draft.phrases')}</legend><p class="hint">${t('staff:draft.phrasesHint')}</p>
<div class="sides">${LOCALES.map((locale) =>
    side(
      'phrases',
      locale,
      page,
      (id) =>
        html`<textarea id="${id}" name="${id}" rows="6" lang="${locale}">${draft.phrases[locale].join('\n')}</textarea>`,
      draft.isNew
        ? undefined
        : html`<p class="hint">${t('staff:draft.shipped', { number: number(Math.max(0, shipped(locale))) })}</p>`,
    ),
  )}</div></fieldset>`;
};
