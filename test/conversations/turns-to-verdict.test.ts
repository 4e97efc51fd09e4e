import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOCALES, type Locale } from '../../src/locale.ts';
import { type Assistant, startAssistant } from './assistant.ts';

let assistant: Assistant;
beforeAll(async () => {
  assistant = await startAssistant();
}, 60_000);
afterAll(() => assistant.stop());

/** A first question, then one answer to each question of the assistant. */
const ONE_BY_ONE: Record<Locale, string[]> = {
  fr: ['Suis-je admissible ?', 'résidente permanente', 'français et anglais', '6 mois', 'agronome'],
  en: ['Am I eligible?', 'permanent resident', 'French and English', '6 months', 'agronomist'],
  es: ['¿Cumplo los requisitos?', 'residente permanente', 'francés y español', '6 meses', 'agrónoma'],
};

const ALL_AT_ONCE: Record<Locale, string> = {
  fr: 'Je suis agronome à la retraite, résident permanent, je parle français et un peu espagnol et je pourrais partir 6 mois dès janvier',
  en: 'I’m a retired agronomist, permanent resident, I speak French and some Spanish and could leave for 6 months from January',
  es: 'Soy agrónoma jubilada, residente permanente, hablo francés y algo de español y podría irme 6 meses desde enero',
};

/** How many messages it takes until the table of conditions is shown. */
async function turnsToVerdict(locale: Locale, messages: string[]): Promise<number> {
  const visitor = assistant.meet(locale);
  await visitor.arrive();
  for (const [index, message] of messages.entries()) {
    const replies = await visitor.say(message);
    if (replies.some(({ attachments }) => attachments !== undefined)) return index + 1;
  }
  return Number.POSITIVE_INFINITY;
}

describe.each([...LOCALES])('from the first message to the verdict in %s', (locale) => {
  test('five turns at most for who answers what is asked', async () => {
    expect(await turnsToVerdict(locale, ONE_BY_ONE[locale])).toBeLessThanOrEqual(5);
  });

  test('one turn for who says it all at once', async () => {
    expect(await turnsToVerdict(locale, [ALL_AT_ONCE[locale]])).toBe(1);
  });
});
