import { remarks, tradeIn } from './cues.ts';
import { Form } from './form.ts';
import { learn } from './memory.ts';
import { profileStep } from './profile-step.ts';
import { residencyStep } from './residency-step.ts';
import type { Talk } from './talk.ts';
import { showVerdict } from './verdict.ts';

/** The four questions of the source's conditions, in the order in which a person would ask them. */
const STEPS = [
  residencyStep,
  profileStep({
    field: 'languages',
    ask: 'eligibility:languages.ask',
    again: 'eligibility:languages.again',
    why: 'eligibility:languages.why',
    hint: 'eligibility:languages.hint',
    choices: [
      'languages/fr',
      'languages/en',
      'languages/fr-en',
      'languages/fr-en-es',
      'languages/es',
      'languages/none',
    ],
  }),
  profileStep({
    field: 'availability',
    ask: 'eligibility:availability.ask',
    why: 'eligibility:availability.why',
    hint: 'eligibility:availability.hint',
    choices: ['availability/under-3', 'availability/3-6', 'availability/6-12', 'availability/over-12'],
    read: readBareMonths,
  }),
  profileStep({
    field: 'domains',
    ask: 'eligibility:domains.ask',
    again: 'eligibility:domains.again',
    why: 'eligibility:domains.why',
    hint: 'eligibility:domains.hint',
    choices: [
      'domain/gender-equality',
      'domain/environment-climate',
      'domain/communications',
      'domain/management-innovation',
      'domain/agriculture',
      'domain/web-development',
      'domain/monitoring-evaluation-learning',
      'domain/organisational-development',
      'domain/other',
    ],
    read: readExpertiseInOwnWords,
  }),
];

export const eligibility = new Form('eligibility', STEPS, showVerdict, { isKept: true });

/** "6" as the answer to "how many months?". */
function readBareMonths(talk: Talk): boolean {
  const bare = /^\D{0,12}(\d{1,2})(?:\s*[-–/]\s*(\d{1,2}))?\D{0,3}$/.exec(talk.meaning.text);
  if (!bare) return false;
  const months = [bare[1], bare[2] ?? bare[1]].map(Number).sort((a, b) => a - b);
  if (!months[0]) return false;
  talk.learned = learn(talk.memory, { availability: { minMonths: months[0], maxMonths: months[1] } }, true);
  return true;
}

/** What is said back stands in the assistant's own words, where marks would become links or bold letters. */
const plainWords = (text: string): string =>
  text
    .replace(/\p{L}+:\/\/\S*/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}.,'’&/+#-]+/gu, ' ')
    .trim();

/** Words of a trade; more are a story. */
const LONGEST_TRADE = 8;

/**
 * A trade that no list of ours knows is still a trade: who says "I am a …" is believed at once, other words on the
 * second try, as they were said.
 */
export function readExpertiseInOwnWords(talk: Talk, tries: number): boolean {
  const { text, slots, understood } = talk.meaning;
  const own = understood?.zone === 'fallback' ? (tradeIn(text) ?? text) : text;
  if (tries === 0 && own === text) return false;
  const words = plainWords(own);
  if (slots.correction || words.length > 100 || !/\p{L}{3}/u.test(words)) return false;
  if (own === text && (remarks(text) || tellsElse(talk) || words.split(' ').length > LONGEST_TRADE))
    return false;
  talk.learned = learn(talk.memory, { domains: ['other'], skills: [words] }, true);
  return true;
}

/** The message says something of another field: "canadian" is no trade. */
const tellsElse = ({ meaning: { slots } }: Talk): boolean =>
  [slots.residency, slots.languages, slots.availability, slots.age, slots.countries?.length].some(Boolean);
