import { z } from 'zod';
import { sameWords } from '../../content/overlay.ts';
import type { Texts } from '../../content/shipped.ts';
import type { Translate } from '../../i18n.ts';
import { inEachLocale, LOCALES, type Locale } from '../../locale.ts';
import { fieldOf } from '../pages/visit.ts';
import { changesAnswer, type Draft, hasAnswer, NEW_SOURCE, topicId } from './draft.ts';

/** Longer bubbles are not read to their end. */
const MOST_WORDS = 60;
const MOST_PHRASES = 200;
export const MOST_NEXT = 3;

/** The draft with what the form says of it. */
export function readDraftForm(draft: Draft, form: FormData, texts: Texts): Draft {
  const lines = (name: string) =>
    [
      ...new Set(
        fieldOf(form, name)
          .split(/\r?\n/)
          .map((line) => line.trim().slice(0, 300)),
      ),
    ].filter(Boolean);
  const inEach = (name: string) => inEachLocale((locale) => fieldOf(form, `${name}-${locale}`));
  const read: Draft = {
    ...draft,
    phrases: inEachLocale((locale) => lines(`phrases-${locale}`).slice(0, MOST_PHRASES)),
  };
  if (draft.isNew) {
    read.titles = inEach('title');
    read.shorts = inEach('short');
    read.topic = topicId(read.titles.en, texts);
  }
  if (!hasAnswer(draft, texts)) return read;
  return {
    ...read,
    texts: inEachLocale((locale) => fieldOf(form, `text-${locale}`).replace(/\r\n/g, '\n').slice(0, 2_000)),
    source: fieldOf(form, 'source'),
    newSource: {
      title: fieldOf(form, 'source-title'),
      publisher: fieldOf(form, 'source-publisher'),
      publishedOn: fieldOf(form, 'source-date'),
      url: fieldOf(form, 'source-url'),
    },
    approvedBy: fieldOf(form, 'approvedBy'),
    approvedOn: fieldOf(form, 'approvedOn'),
    expiresOn: fieldOf(form, 'expiresOn'),
    next: [...new Set(form.getAll('next').map(String))]
      .filter((id) => Object.hasOwn(texts.labels.fr, id))
      .slice(0, MOST_NEXT),
  };
}

/** Something to put right before the effect can be seen, and the field it is about. */
export interface DraftProblem {
  field: string;
  text: string;
}

/** An approval is of the words that it was given to: other words, or another source, want another one. */
function isApproved(draft: Draft, texts: Texts, today: string): boolean {
  const { topic, source, approvedOn, approvedBy } = draft;
  const serving = texts.topics[topic];
  const isSame =
    source === (serving?.source ?? '') &&
    LOCALES.every((locale) => draft.texts[locale] === (texts.answers[locale][topic] ?? ''));
  const isAnother = approvedOn !== serving?.approvedOn || approvedBy !== (serving.approvedBy ?? approvedBy);
  return isSame || isAnother || approvedOn === today;
}

/** What the other buttons of a language say: whoever presses one says its words, so that no two may say the same. */
const labelsOf = ({ labels, buttons }: Texts, locale: Locale, but: string): Set<string> =>
  new Set(
    [
      ...buttons[locale],
      ...Object.entries(labels[locale]).flatMap(([id, { title, short }]) =>
        id === but ? [] : [title, short],
      ),
    ].map(sameWords),
  );

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

/** What is missing or wrong in a draft, in the editor's language. */
export function problemsOf(
  draft: Draft,
  texts: Texts,
  t: Translate,
  today: string,
  nameOf: (l: Locale) => string,
) {
  const problems: DraftProblem[] = [];
  const need = (right: boolean, field: string, text: string) => {
    if (!right) problems.push({ field, text });
  };
  if (draft.isNew)
    for (const locale of LOCALES) {
      const language = nameOf(locale);
      need(draft.titles[locale] !== '', `title-${locale}`, t('staff:draft.problem.title', { language }));
      need(
        draft.titles[locale].length <= 60,
        `title-${locale}`,
        t('staff:draft.problem.titleLong', { language }),
      );
      need(
        draft.shorts[locale] !== '' && draft.shorts[locale].length <= 19,
        `short-${locale}`,
        t('staff:draft.problem.short', { language }),
      );
      const taken = labelsOf(texts, locale, draft.topic);
      for (const [field, text] of [
        [`title-${locale}`, draft.titles[locale]],
        [`short-${locale}`, draft.shorts[locale]],
      ] as const)
        need(
          !taken.has(sameWords(text)) || text === '',
          field,
          t('staff:draft.problem.taken', { language, text }),
        );
      need(
        draft.phrases[locale].length > 0,
        `phrases-${locale}`,
        t('staff:draft.problem.phrases', { language }),
      );
    }
  if (changesAnswer(draft, texts)) {
    for (const locale of LOCALES) {
      const language = nameOf(locale);
      need(draft.texts[locale] !== '', `text-${locale}`, t('staff:draft.problem.text', { language }));
      need(
        draft.texts[locale].split(/\s+/).length <= MOST_WORDS,
        `text-${locale}`,
        t('staff:draft.problem.long', { language, number: MOST_WORDS }),
      );
    }
    const isKnown = Object.hasOwn(texts.sources, draft.source);
    need(isKnown || draft.source === NEW_SOURCE, 'source', t('staff:draft.problem.source'));
    if (draft.source === NEW_SOURCE) {
      const { title, publisher, publishedOn, url } = draft.newSource;
      need(title !== '', 'source-title', t('staff:draft.problem.sourceTitle'));
      need(publisher !== '', 'source-publisher', t('staff:draft.problem.publisher'));
      need(isDay(publishedOn), 'source-date', t('staff:draft.problem.sourceDate'));
      need(
        url === '' || /^https?:$/.test(URL.parse(url)?.protocol ?? ''),
        'source-url',
        t('staff:draft.problem.url'),
      );
    }
    need(draft.approvedBy !== '', 'approvedBy', t('staff:draft.problem.approvedBy'));
    need(isDay(draft.approvedOn), 'approvedOn', t('staff:draft.problem.approvedOn'));
    need(isApproved(draft, texts, today), 'approvedOn', t('staff:draft.problem.approveAgain'));
    need(
      draft.expiresOn === '' || (isDay(draft.expiresOn) && draft.expiresOn > today),
      'expiresOn',
      t('staff:draft.problem.expiresOn'),
    );
  }
  return problems;
}
