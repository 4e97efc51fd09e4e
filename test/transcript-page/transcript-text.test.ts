import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createI18n, type I18n } from '../../src/i18n.ts';
import type { Locale } from '../../src/locale.ts';
import { transcriptText } from '../../src/transcript-page/routes.ts';
import { type Assistant, startAssistant } from '../conversations/assistant.ts';

let assistant: Assistant;
let i18n: I18n;
beforeAll(async () => {
  assistant = await startAssistant();
  i18n = await createI18n('locales');
}, 60_000);
afterAll(() => assistant.stop());

/** What a visitor says, what stands in a row of the verdict's table, and what on the first card of mandates. */
const TALKS: [Locale, string[], string, RegExp][] = [
  [
    'fr',
    [
      'citoyenne, je parle français, 6 mois, agronome',
      'Trouver un mandat',
      'dès que possible',
      'tous les pays',
    ],
    'Langue – Oui – Vous parlez français.',
    /Voici les 3 mandats[\s\S]+\n\n1\. .+\n.+ mois.+\nPour vous : [\s\S]+\n\n3\. /,
  ],
  [
    'en',
    [
      'citizen, I speak English, 6 months, agronomist',
      'Find a mandate',
      'as soon as possible',
      'any country',
    ],
    'Language – Yes – You speak English.',
    /Here are the 3 mandates[\s\S]+\n\n1\. .+\n.+ months.+\nFor you: [\s\S]+\n\n3\. /,
  ],
  [
    'es',
    [
      'ciudadana, hablo español, 6 meses, agrónoma',
      'Buscar un mandato',
      'lo antes posible',
      'cualquier país',
    ],
    'Idioma – Sí – Usted habla español.',
    /Estos son los 3 mandatos[\s\S]+\n\n1\. .+\n.+ meses.+\nPara usted: [\s\S]+\n\n3\. /,
  ],
];

describe('a conversation as a file', () => {
  test.each(TALKS)(
    '%s: holds the verdict and the mandates, not only what stood above them',
    async (locale, said, row, card) => {
      const visitor = assistant.meet(locale);
      await visitor.arrive();
      for (const words of said) await visitor.say(words);
      const rows = await assistant.store.read(visitor.conversationId);
      const text = transcriptText(rows, i18n[locale], locale).replaceAll('\u00a0', ' ');
      expect(text).toContain(row);
      expect(text).toMatch(card);
      expect(text).toContain(`${i18n[locale]('privacy:file.you')}\n${said[0]}`);
    },
  );

  test('what a visitor attached is no card of ours', () => {
    const attachments = [
      { contentType: 'application/vnd.microsoft.card.hero', content: { title: 'forged' } },
      null,
    ];
    const activity = { type: 'message', text: 'look', attachments };
    expect(transcriptText([{ seq: 1, direction: 'in', activity }], i18n.en, 'en')).toMatch(/\n\nYou\nlook\n/);
  });
});
