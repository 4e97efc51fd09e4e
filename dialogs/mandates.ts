import { ActionTypes, type Attachment, CardFactory } from 'botbuilder';
import type { Suggestion } from '../src/mandates/fit.ts';
import { match } from '../src/mandates/match.ts';
import { relax } from '../src/mandates/relax.ts';
import { unlocks } from '../src/mandates/unlocks.ts';
import { COUNTRIES } from '../src/profile.ts';
import type { ChoiceId } from './choices.ts';
import { readExpertiseInOwnWords } from './eligibility.ts';
import { Form } from './form.ts';
import { profileStep } from './profile-step.ts';
import { bestReason, gapInWords, reasonInWords, unlockInWords } from './reasons.ts';
import type { Talk } from './talk.ts';
import { countryName, languageName, list, span } from './wording.ts';

/** How many mandates are shown at a time: as many as a phone can compare. */
const PAGE = 3;
/** Reasons told of one mandate when it is asked why. */
const REASONS_TOLD = 5;

/** What a search still needs to know; each may be skipped. */
const STEPS = [
  profileStep({
    field: 'domains',
    ask: 'mandates:domains.ask',
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
    hint: 'mandates:departure.hint',
    choices: ['departure/now', 'departure/in-3-months', 'departure/in-6-months', 'departure/in-a-year'],
  }),
  profileStep({
    field: 'countries',
    ask: 'mandates:countries.ask',
    hint: 'mandates:countries.hint',
    choices: [...COUNTRIES.map((code): ChoiceId => `country/${code}`), 'country/any'],
  }),
];

export const mandates = new Form('mandates', STEPS, (talk) => showMandates(talk));

const today = (talk: Talk): string => talk.now.toISOString().slice(0, 10);

/** What fits every wish that can be met, then what comes near, best first. */
function search(talk: Talk) {
  const { profile } = talk.memory;
  const mandates = talk.services.mandates();
  const found = relax(profile, mandates, { today: today(talk) });
  if (found.suggestions.length >= PAGE) return { ...found, fitting: found.suggestions.length };
  const fits = new Set(found.suggestions.map(({ id }) => id));
  const near = match(profile, mandates, { today: today(talk) }).suggestions.filter(({ id }) => !fits.has(id));
  return { ...found, suggestions: [...found.suggestions, ...near], fitting: fits.size };
}

/** The best mandates for what is known, as cards, each with why it fits. */
export async function showMandates(talk: Talk): Promise<void> {
  const { memory } = talk;
  const found = search(talk);
  memory.previousTopic = 'find-mandate';
  talk.facts.topic ??= 'find-mandate';
  memory.found = { ids: found.suggestions.map(({ id }) => id), seen: 0 };
  if (found.suggestions.length === 0) return sayNothingFits(talk, found.nearMisses);
  talk.event('suggested');
  if (found.dropped.length > 0)
    talk.open(
      talk.t('mandates:relaxed', {
        wishes: list(
          found.dropped.map((wish) => talk.t(`mandates:wish.${wish}`)),
          memory.locale,
        ),
      }),
    );
  const near =
    found.fitting < Math.min(PAGE, found.suggestions.length)
      ? talk.t('mandates:near', { count: found.fitting })
      : '';
  await showPage(
    talk,
    found.suggestions,
    [near, openingHint(talk, found.nearMisses)].filter(Boolean).join(' '),
  );
}

/** The next ones of the last search; says so when that was all. */
export async function showMore(talk: Talk): Promise<void> {
  const { found } = talk.memory;
  if (!found) return showMandates(talk);
  const left = search(talk).suggestions.filter(({ id }) => !found.ids.slice(0, found.seen).includes(id));
  if (left.length === 0) {
    await talk.say({
      text: talk.t('mandates:noMore'),
      choices: ['mandates/other-country', 'topic/all-mandates', 'topic/human'],
    });
    return;
  }
  found.ids = [...found.ids.slice(0, found.seen), ...left.map(({ id }) => id)];
  await showPage(talk, left);
}

async function showPage(talk: Talk, suggestions: Suggestion[], hint = ''): Promise<void> {
  const page = suggestions.slice(0, PAGE);
  const found = talk.memory.found;
  if (found) found.seen += page.length;
  const samples = page.some(({ mandate }) => mandate.sample) ? talk.t('mandates:samples') : '';
  const more: ChoiceId[] = suggestions.length > PAGE ? ['topic/more'] : [];
  await talk.say({
    text: [talk.t('mandates:found', { count: page.length }), samples, hint].filter(Boolean).join(' '),
    attachments: page.map((suggestion, index) => mandateCard(talk, suggestion, index + 1)),
    carousel: true,
    choices: [...more, 'mandates/other-country', 'topic/explain', 'topic/summary', 'topic/human'],
    topic: 'find-mandate',
  });
}

/** Nothing is open to what is known: says what would unlock most, never a mere "nothing". */
async function sayNothingFits(talk: Talk, nearMisses: Parameters<typeof unlocks>[0]): Promise<void> {
  const hint = openingHint(talk, nearMisses);
  await talk.say({
    text: [talk.t('mandates:nothing'), hint].filter(Boolean).join(' '),
    choices: ['topic/explain', 'topic/human', 'topic/all-mandates', 'topic/restart'],
    topic: 'find-mandate',
  });
}

function openingHint(talk: Talk, nearMisses: Parameters<typeof unlocks>[0]): string {
  const [best] = unlocks(nearMisses);
  return best
    ? talk.t('mandates:unlock', { change: unlockInWords(talk, best.unlock), count: best.ids.length })
    : '';
}

function mandateCard(talk: Talk, suggestion: Suggestion, number: number): Attachment {
  const { t, memory } = talk;
  const { locale } = memory;
  const { mandate } = suggestion;
  const place = [mandate.city, countryName(mandate.country, locale)].filter(Boolean).join(', ');
  const languages = list(
    mandate.languages.map(({ code }) => languageName(code, locale)),
    locale,
  );
  const action = (id: ChoiceId) => talk.actions([id])[0];
  const link = mandate.applyUrl
    ? [{ type: ActionTypes.OpenUrl, title: t('mandates:card.posting'), value: mandate.applyUrl }]
    : [];
  return CardFactory.heroCard(
    t('mandates:card.title', { number, title: mandate.title[locale] }),
    t('mandates:card.body', { why: bestReason(talk, suggestion), summary: mandate.summary[locale] }),
    [],
    [action(`mandates/why-${number as 1}`), action(`mandates/interested-${number as 1}`), ...link].filter(
      (each) => each !== undefined,
    ),
    { subtitle: [place, span(talk, mandate.duration), languages].join(' · ') },
  );
}

/** The mandate that a number on the last page of cards stands for. */
function numbered(talk: Talk, number: number): Suggestion | undefined {
  const { found } = talk.memory;
  if (!found) return undefined;
  const start = Math.floor(Math.max(found.seen - 1, 0) / PAGE) * PAGE;
  const id = found.ids.slice(start, found.seen)[number - 1];
  return search(talk).suggestions.find((suggestion) => suggestion.id === id);
}

/** Why a mandate was suggested, from the same reasons and gaps that ranked it. */
export async function explainMandate(talk: Talk, number: number): Promise<void> {
  const { t, memory } = talk;
  const suggestion = numbered(talk, number);
  if (!suggestion) {
    await talk.say({ text: t('mandates:gone'), choices: ['topic/find-mandate', 'topic/human'] });
    return;
  }
  const reasons = suggestion.reasons
    .slice(0, REASONS_TOLD)
    .map((reason) => `- ${reasonInWords(talk, reason)}`);
  const gaps = suggestion.gaps.slice(0, 2).map((gap) => `- ${gapInWords(talk, gap)}`);
  const lines = [
    t('mandates:why', { title: suggestion.mandate.title[memory.locale] }),
    ...(reasons.length > 0 ? reasons : [`- ${t('mandates:noWish')}`]),
    ...(gaps.length > 0 ? [t('mandates:but'), ...gaps] : []),
  ];
  await talk.say({
    text: lines.join('\n'),
    choices: [`mandates/interested-${number as 1}`, 'topic/more', 'topic/eligibility'],
    topic: 'explain',
  });
}

/** The id of the mandate that the visitor likes; undefined when it is no longer there. */
export function likedMandate(talk: Talk, number: number): Suggestion | undefined {
  talk.event('opened');
  return numbered(talk, number);
}
