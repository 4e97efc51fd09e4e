import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Activity, CardFactory } from 'botbuilder';
import { MESSENGER, TEAMS } from '../../src/channels/limits.ts';
import { LOCALES } from '../../src/locale.ts';
import { brokenLimits, CHANNELS } from './broken-limits.ts';
import { choice, LOCALES_DIR, renderOn, tableCard, wordsShown } from './replies.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (locale: string, name: string) =>
  JSON.parse(readFileSync(path.join(LOCALES_DIR, locale, `${name}.json`), 'utf8'));

const textsIn = (tree: unknown): string[] =>
  typeof tree === 'string' ? [tree] : Object.values(tree as object).flatMap(textsIn);

const longestFirst = (texts: string[]): string[] => texts.toSorted((a, b) => b.length - a.length);

/** The longest of everything that a language's editors have written, in the forms that the dialogs send. */
function longestReplies(locale: (typeof LOCALES)[number]): Record<string, Partial<Activity>> {
  const texts = longestFirst(
    ['answers', 'main', 'eligibility', 'mandates', 'handoff', 'privacy', 'repair'].flatMap((name) =>
      textsIn(read(locale, name)),
    ),
  );
  const labels: { title: string; short: string }[] = Object.values(read(locale, 'choices')).flatMap((group) =>
    Object.values(group as Record<string, { title: string; short: string }>),
  );
  const byTitle = labels.toSorted((a, b) => b.title.length - a.title.length);
  const byShort = labels.toSorted((a, b) => b.short.length - a.short.length);
  const { mandates } = JSON.parse(readFileSync(path.join(ROOT, 'data/mandates.json'), 'utf8')) as {
    mandates: { title: Record<string, string>; summary: Record<string, string>; city?: string }[];
  };
  const longestMandates = mandates
    .toSorted(
      (a, b) =>
        (b.title[locale] ?? '').length +
        (b.summary[locale] ?? '').length -
        (a.title[locale] ?? '').length -
        (a.summary[locale] ?? '').length,
    )
    .slice(0, 3);
  const choices = (from: typeof labels, count: number) => ({
    to: [],
    actions: from.slice(0, count).map(({ title, short }) => choice(title, short)),
  });
  const [first = '', second = ''] = texts;
  return {
    'the longest texts in one bubble': {
      text: texts.slice(0, 5).join('\n\n'),
      suggestedActions: choices(byTitle, 5),
    },
    'as many choices as any step has, and the ways out': {
      text: first,
      suggestedActions: choices(byTitle, 12),
    },
    'the longest short labels': { text: second, suggestedActions: choices(byShort, 10) },
    'three mandates, the longest': {
      text: first,
      attachmentLayout: 'carousel',
      attachments: longestMandates.map(({ title, summary, city }, index) =>
        CardFactory.heroCard(
          `${index + 1}. ${title[locale]}`,
          `${second}\n\n${summary[locale]}`,
          [],
          byShort.slice(0, 2).map((label) => choice(label.title, label.short)),
          { subtitle: [city, 'Burkina Faso', first.slice(0, 60)].join(' · ') },
        ),
      ),
      suggestedActions: choices(byTitle, 5),
    },
    'a verdict of the longest reasons': {
      text: first,
      attachments: [
        tableCard(texts.slice(0, 5).map((reason) => [byTitle[0]?.title ?? '', 'to confirm', reason])),
      ],
      suggestedActions: choices(byTitle, 4),
    },
  };
}

describe.each([...LOCALES])('the longest content in %s', (locale) => {
  const replies = Object.entries(longestReplies(locale));
  describe.each([...CHANNELS])('on %s', (channel) => {
    test.each(replies)('%s', (_what, reply) => {
      const shown = renderOn(channel, { ...reply, locale });
      expect(shown.flatMap((activity) => brokenLimits(channel, activity))).toEqual([]);
      const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
      const here = new Set(words(shown.map(wordsShown).join(' ')));
      expect(words(reply.text ?? '').filter((word) => !here.has(word))).toEqual([]);
    });
  });

  test('every label fits every button as it was written, and no two are the same', () => {
    const labels = Object.values(read(locale, 'choices')).flatMap((group) =>
      Object.values(group as Record<string, { title: string; short: string }>),
    );
    expect(labels.filter(({ short }) => short.length > MESSENGER.quickReplyTitle)).toEqual([]);
    expect(labels.filter(({ title }) => title.length > TEAMS.actionTitle)).toEqual([]);
    const shorts = labels.map(({ short }) => short.toLowerCase());
    expect(shorts.filter((short, index) => shorts.indexOf(short) !== index)).toEqual([]);
  });

  test('links on cards fit their buttons', () => {
    expect(read(locale, 'mandates').card.posting.length).toBeLessThanOrEqual(MESSENGER.buttonTitle);
  });
});
