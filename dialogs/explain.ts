import type { ChoiceId } from './choices.ts';
import { asksWhatToChange, asksWhatToConfirm, asksWhyNot, pointerIn, speaksOfConditions } from './cues.ts';
import { FIELDS, isKnown } from './memory.ts';
import { countryAskedWhy, elsewhereInWords, withoutMandates } from './places.ts';
import { gapInWords, reasonInWords, tellingReasons } from './reasons.ts';
import {
  fitIn,
  fitOf,
  numbered,
  numberOf,
  numberOfPointer,
  openingsInWords,
  PAGE,
  search,
} from './search.ts';
import type { Talk } from './talk.ts';
import { changeInWords, currentVerdict, ruleInWords, shownOutcome } from './verdict.ts';
import { countryName, list } from './wording.ts';

/** Reasons told of one mandate when it is asked why; of what speaks against it, fewer. */
const REASONS_TOLD = 5;
const GAPS_TOLD = 2;
/** Changes told at once: more would be a list to study. */
const CHANGES_TOLD = 4;

/** "Why?" and "what could I change?", answered from the very reasons that the rules or the matching used last. */
export async function explainResult(talk: Talk): Promise<void> {
  const { memory, meaning, t } = talk;
  const { found } = memory;
  const country = found && countryAskedWhy(meaning.text);
  if (country) return explainCountry(talk, country);
  const isToChange = asksWhatToChange(meaning.text) && !asksWhatToConfirm(meaning.text);
  if (memory.verdictShown && speaksOfConditions(meaning.text) && !isToChange) return explainVerdict(talk);
  const isKnownAtAll = FIELDS.some((field) => isKnown(memory, field));
  if (isKnownAtAll && isToChange) return explainChanges(talk);
  // A button's number on channels without buttons points at nothing else.
  const pointer = found && !meaning.choice ? pointerIn(meaning.text) : undefined;
  const isAboutMandates = pointer !== undefined || memory.previousTopic === 'find-mandate';
  const number = isAboutMandates ? numberOfPointer(talk, pointer ?? { place: 1 }) : undefined;
  if (number) return explainMandate(talk, number);
  if (found && isAboutMandates) return explainChanges(talk);
  if (memory.verdictShown) return explainVerdict(talk);
  await talk.say({ text: t('main:nothingToExplain'), choices: ['topic/eligibility', 'topic/find-mandate'] });
}

async function explainVerdict(talk: Talk): Promise<void> {
  const { t } = talk;
  const verdict = currentVerdict(talk);
  const shown = shownOutcome(verdict);
  const lines = verdict.rules
    .filter(({ outcome }) => outcome === shown)
    .map((rule) =>
      t('eligibility:line', { name: t(`eligibility:rule.${rule.rule}`), value: ruleInWords(talk, rule) }),
    );
  const openToo = [...(shown === 'no' ? named(talk, 'to-confirm') : []), ...named(talk, 'unknown')];
  await talk.say({
    text: [t(`eligibility:explain.${shown}`), ...(shown === 'yes' ? [] : lines), ...openToo].join('\n'),
    choices:
      shown === 'yes' ? ['topic/find-mandate', 'topic/summary'] : ['topic/human', 'topic/find-mandate'],
    topic: 'explain',
  });
}

/** What would turn a condition into a yes, then what would open more mandates. */
async function explainChanges(talk: Talk): Promise<void> {
  const { t } = talk;
  const changes = currentVerdict(talk).rules.flatMap(({ change }) =>
    change ? [changeInWords(talk, change)] : [],
  );
  const openings = openingsInWords(talk, search(talk), GAPS_TOLD);
  const lines = [...changes, ...openings].slice(0, CHANGES_TOLD).map((line) => `- ${line}`);
  const title = t(lines.length > 0 ? 'eligibility:changes.title' : 'eligibility:changes.none');
  await talk.say({
    text: [title, ...lines, ...named(talk, 'unknown')].join('\n'),
    choices: ['topic/find-mandate', 'topic/eligibility', 'topic/human'],
    topic: 'explain',
  });
}

/** The conditions that are left to confirm, or that nothing was said of, by their names in one line. */
function named(talk: Talk, outcome: 'to-confirm' | 'unknown'): string[] {
  const { memory, t } = talk;
  const names = currentVerdict(talk)
    .rules.filter((rule) => rule.outcome === outcome)
    .map(({ rule }) => t(`eligibility:rule.${rule}`));
  const name = t(outcome === 'unknown' ? 'eligibility:unsaid' : 'eligibility:outcome.to-confirm');
  return names.length > 0 ? [t('eligibility:line', { name, value: list(names, memory.locale) })] : [];
}

/** Why a mandate was suggested, from the same reasons and gaps that rank it; "why not" hears the gaps first. */
export async function explainMandate(talk: Talk, number: number): Promise<void> {
  const { t, memory, meaning } = talk;
  const mandate = numbered(talk, number);
  if (!mandate) {
    await talk.say({
      text: t('mandates:gone'),
      choices: ['topic/find-mandate', 'topic/human'],
      means: { yes: 'topic/find-mandate' },
    });
    return;
  }
  const fit = fitOf(talk, mandate);
  const [suggestion] = fit.suggestions;
  const title = mandate.title[memory.locale];
  if (!suggestion) {
    // It was suggested before the visitor said something else.
    await talk.say({
      text: [t('mandates:closed', { title }), ...openingsInWords(talk, fit, 1)].join(' '),
      choices: ['topic/more', 'topic/explain', 'topic/human'],
      topic: 'explain',
    });
    return;
  }
  const told = tellingReasons(suggestion)
    .slice(0, REASONS_TOLD)
    .map((reason) => reasonInWords(talk, reason));
  const reasons = told.length > 0 ? told : [t('mandates:noWish')];
  const gaps = suggestion.gaps.slice(0, GAPS_TOLD).map((gap) => gapInWords(talk, gap));
  const isAgainst = !meaning.choice && gaps.length > 0 && asksWhyNot(meaning.text);
  const parts = isAgainst
    ? [t('mandates:whyNot', { title }), ...items(gaps), t('mandates:yet'), ...items(reasons)]
    : [
        t('mandates:why', { title }),
        ...items(reasons),
        ...(gaps.length > 0 ? [t('mandates:but'), ...items(gaps)] : []),
      ];
  await talk.say({
    text: parts.join('\n'),
    choices: [`mandates/interested-${number}`, 'topic/more', 'topic/eligibility'],
    topic: 'explain',
  });
}

/** What is open to the visitor in a country that they ask after, or what would open something there. */
async function explainCountry(talk: Talk, code: string): Promise<void> {
  const { t, memory } = talk;
  const country = countryName(code, memory.locale);
  const fit = fitIn(talk, code);
  const open = fit.suggestions.slice(0, PAGE);
  const numbers = open.map(({ id }) => numberOf(talk, id));
  const lines = open.map(({ mandate, gaps }, index) => {
    const title = mandate.title[memory.locale];
    const gap = gaps.filter(({ kind }) => kind === 'domain').map((each) => gapInWords(talk, each));
    return [t('mandates:inCountry.mandate', { number: numbers[index] ?? 0, title }), ...gap].join(' – ');
  });
  const openings = openingsInWords(talk, fit, GAPS_TOLD);
  const key = open.length > 0 ? 'open' : openings.length > 0 ? 'closed' : 'nothing';
  const [isUnknown] = withoutMandates(talk, [code]);
  const title = isUnknown ? elsewhereInWords(talk, [code]) : t(`mandates:inCountry.${key}`, { country });
  await talk.say({
    text: [title, ...items(open.length > 0 ? lines : openings)].join('\n'),
    choices: [
      ...numbers.map((number): ChoiceId => `mandates/why-${number}`),
      'mandates/other-country',
      'topic/explain',
      'topic/human',
    ],
    topic: 'explain',
  });
}

const items = (lines: string[]): string[] => lines.map((line) => `- ${line}`);
