import type { Key } from '../src/i18n.ts';
import type { Suggestion } from '../src/mandates/fit.ts';
import type { WishName } from '../src/mandates/wishes.ts';
import { COUNTRIES } from '../src/profile.ts';
import type { ChoiceId } from './choices.ts';
import { readExpertiseInOwnWords } from './eligibility.ts';
import { Form } from './form.ts';
import { mandateCard } from './mandate-card.ts';
import { profileStep } from './profile-step.ts';
import { numberOf, openingsInWords, PAGE, pageStart, search, soughtBy } from './search.ts';
import type { Talk } from './talk.ts';
import { list } from './wording.ts';

/** What a search still needs to know; each may be skipped. */
const STEPS = [
  profileStep({
    field: 'domains',
    ask: 'mandates:domains.ask',
    again: 'mandates:domains.again',
    why: 'mandates:domains.why',
    hint: 'eligibility:domains.hint',
    choices: [
      'domain/agriculture',
      'domain/communications',
      'domain/management-innovation',
      'domain/environment-climate',
      'domain/gender-equality',
      'domain/web-development',
      'domain/monitoring-evaluation-learning',
      'domain/organisational-development',
      'domain/other',
    ],
    read: readExpertiseInOwnWords,
  }),
  profileStep({
    field: 'departure',
    ask: 'mandates:departure.ask',
    why: 'mandates:departure.why',
    hint: 'mandates:departure.hint',
    choices: ['departure/now', 'departure/in-3-months', 'departure/in-6-months', 'departure/in-a-year'],
  }),
  profileStep({
    field: 'countries',
    ask: 'mandates:countries.ask',
    again: 'mandates:countries.again',
    why: 'mandates:countries.why',
    hint: 'mandates:countries.hint',
    choices: [...COUNTRIES.map((code): ChoiceId => `country/${code}`), 'country/any'],
    no: 'country/any',
  }),
];

export const mandates = new Form('mandates', STEPS, (talk) => showMandates(talk), { isKept: true });

/** The best mandates for what is known, as cards, each with why it fits. */
export async function showMandates(talk: Talk): Promise<void> {
  const { memory } = talk;
  const found = search(talk);
  for (const wish of soughtBy(memory.profile)) talk.event(wish);
  memory.previousTopic = 'find-mandate';
  talk.facts.topic ??= 'find-mandate';
  memory.found = { ids: found.suggestions.map(({ id }) => id), seen: 0 };
  if (found.suggestions.length === 0) return sayNothingFits(talk, openingsInWords(talk, found, 1));
  talk.event('suggested');
  talk.open(droppedInWords(talk, found.dropped));
  const nearKey = found.dropped.length > 0 ? 'mandates:nearRest' : 'mandates:near';
  const close = Math.min(PAGE, found.suggestions.length) - found.fitting;
  const near =
    close > 0 ? [talk.t(nearKey, { count: found.fitting }), talk.t('mandates:close', { count: close })] : [];
  await showPage(talk, found.suggestions, [...near, ...openingsInWords(talk, found, 1)].join(' '));
}

/** Which wishes were left aside to find anything at all. */
function droppedInWords({ t, memory }: Talk, dropped: WishName[]): string {
  if (dropped.length === 0) return '';
  if (dropped.every((wish) => wish === 'skills')) return t('mandates:relaxedSkills');
  const wishes = list(
    dropped.map((wish) => t(`mandates:wish.${wish}`)),
    memory.locale,
  );
  return t('mandates:relaxed', { wishes });
}

/** The page of mandates that was shown last, once more. */
export async function showAgain(talk: Talk): Promise<void> {
  const { found } = talk.memory;
  const { suggestions } = search(talk);
  const start = pageStart(talk);
  const page = found?.ids
    .slice(start, found.seen)
    .flatMap((id) => suggestions.find((each) => each.id === id) ?? []);
  if (!found || !page?.length) return showMandates(talk);
  found.seen = start;
  await showPage(talk, [
    ...page,
    ...suggestions.filter(({ id }) => !found.ids.slice(0, start + PAGE).includes(id)),
  ]);
}

/** The next ones of the last search; says so when that was all. */
export async function showMore(talk: Talk): Promise<void> {
  const { memory } = talk;
  const { found } = memory;
  if (!found) return showMandates(talk);
  const left = search(talk).suggestions.filter(({ id }) => !found.ids.slice(0, found.seen).includes(id));
  if (left.length === 0) {
    const noMore = talk.t('mandates:noMore');
    // Whoever asks for more once more may have lost sight of the first ones.
    if (memory.lastReplies.some((reply) => reply.endsWith(noMore)) && found.seen > 0) {
      talk.open(talk.t('mandates:fromTheStart'));
      return showMandates(talk);
    }
    await talk.say({
      text: noMore,
      choices: ['mandates/other-country', 'topic/all-mandates', 'topic/human'],
      means: { yes: 'mandates/other-country' },
    });
    return;
  }
  found.ids = [...found.ids.slice(0, found.seen), ...left.map(({ id }) => id)];
  await showPage(talk, left);
}

/** The best, then more and others by turns. */
function pageKey(seen: number): Key {
  if (seen === 0) return 'mandates:found';
  return Math.floor(seen / PAGE) % 2 ? 'mandates:foundMore' : 'mandates:foundOthers';
}

async function showPage(talk: Talk, suggestions: Suggestion[], hint = ''): Promise<void> {
  const page = suggestions.slice(0, PAGE);
  const found = talk.memory.found;
  const opening = talk.t(pageKey(found?.seen ?? 0), { count: page.length });
  if (found) found.seen += page.length;
  const samples = page.some(({ mandate }) => mandate.sample) ? talk.t('mandates:samples') : '';
  const more: ChoiceId[] = suggestions.length > PAGE ? ['topic/more'] : [];
  await talk.say({
    text: [opening, samples, hint].filter(Boolean).join(' '),
    attachments: await Promise.all(
      page.map((suggestion) => mandateCard(talk, suggestion, numberOf(talk, suggestion.id))),
    ),
    carousel: true,
    means: { nth: page.map(({ id }): ChoiceId => `mandates/why-${numberOf(talk, id)}`) },
    choices: [...more, 'mandates/other-country', 'topic/explain', 'topic/summary', 'topic/human'],
    topic: 'find-mandate',
    shows: 'mandates',
  });
}

/** Nothing is open to what is known: says what would unlock most, never a mere "nothing". */
async function sayNothingFits(talk: Talk, openings: string[]): Promise<void> {
  const { mandates } = talk.services.mandates();
  const areExamples = mandates.length > 0 && mandates.every(({ sample }) => sample);
  const nothing = talk.t(areExamples ? 'mandates:nothingExamples' : 'mandates:nothing');
  await talk.say({
    text: [nothing, ...openings].join(' '),
    choices: ['topic/explain', 'topic/human', 'topic/all-mandates', 'topic/restart'],
    means: { yes: 'topic/human' },
    topic: 'find-mandate',
    shows: 'mandates',
  });
}
