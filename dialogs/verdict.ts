import { CardFactory } from 'botbuilder-core';
import { assess } from '../src/eligibility/assess.ts';
import type { Outcome, RuleVerdict, Verdict } from '../src/eligibility/verdict.ts';
import type { ChoiceId } from './choices.ts';
import { citationOf } from './questions.ts';
import type { Talk } from './talk.ts';
import { languageName, list, months } from './wording.ts';

/** How a verdict is shown: what was not said counts as "to confirm", since skipping never blocks. */
type Shown = 'yes' | 'no' | 'to-confirm';

/** The tint of an outcome's cell, by the container styles of Adaptive Cards; the words say it too. */
const TINTS: Record<Outcome, string> = {
  yes: 'good',
  no: 'attention',
  'to-confirm': 'warning',
  unknown: 'warning',
};

const NEXT: Record<Shown, ChoiceId[]> = {
  yes: ['topic/find-mandate', 'topic/summary', 'topic/apply'],
  'to-confirm': ['topic/human', 'topic/find-mandate', 'topic/explain', 'topic/summary'],
  no: ['topic/explain', 'topic/human', 'topic/remote', 'topic/countries'],
};

/**
 * The verdict of what is known, as a sentence and a table of all rules with their reasons. Shown before, it was checked
 * again, unless it is merely `repeated`.
 */
export async function showVerdict(talk: Talk, { repeated = false } = {}): Promise<void> {
  const { t, memory } = talk;
  const verdict = currentVerdict(talk);
  const shown = shownOutcome(verdict);
  const isCheckedAgain = memory.verdictShown && !repeated;
  const isAsBefore = isCheckedAgain && changedOutcome(talk) === undefined;
  talk.open(isCheckedAgain ? t('eligibility:again') : '');
  memory.verdictShown = true;
  memory.previousTopic = 'eligibility';
  talk.facts.topic ??= 'eligibility';
  talk.event('checked');
  talk.event(shown === 'yes' ? 'eligible' : shown === 'no' ? 'not-eligible' : 'to-confirm');
  for (const { rule, outcome } of verdict.rules) if (outcome === 'no') talk.event(`excluded:${rule}`);
  await talk.say({
    text: t(`eligibility:${isAsBefore ? 'still' : 'verdict'}.${shown}`),
    attachments: [CardFactory.adaptiveCard(verdictCard(talk, verdict))],
    choices: NEXT[shown],
    ...(shown === 'yes' && { means: { yes: 'topic/find-mandate' } }),
    topic: 'eligibility',
    citations: citationOf(talk, 'eligibility'),
    shows: 'verdict',
  });
}

export const currentVerdict = ({ memory, services }: Talk): Verdict => assess(memory.profile, services.rules);

/** The outcome now, when what was just said made it another than the one that was shown. */
export function changedOutcome(talk: Talk): Shown | undefined {
  const { learned, memory, services } = talk;
  if (!memory.verdictShown || !learned.before) return undefined;
  const now = shownOutcome(currentVerdict(talk));
  return now === shownOutcome(assess(learned.before, services.rules)) ? undefined : now;
}

export function shownOutcome({ rules }: Verdict): Shown {
  if (rules.some(({ outcome }) => outcome === 'no')) return 'no';
  return rules.every(({ outcome }) => outcome === 'yes') ? 'yes' : 'to-confirm';
}

/** The reason for a rule's outcome, and what would change it, in one or two short sentences. */
export function ruleInWords(talk: Talk, { reason, change }: RuleVerdict): string {
  const { t, memory } = talk;
  const { locale } = memory;
  const anyOf = (codes: string[]) =>
    list(
      codes.map((code) => languageName(code, locale)),
      locale,
      'disjunction',
    );
  const why = (() => {
    switch (reason.code) {
      case 'residency-accepted':
      case 'residency-to-confirm':
      case 'residency-refused':
        return t(`eligibility:reason.${reason.code}`, { have: t(`profile:residency.${reason.have}`) });
      case 'language-sufficient':
      case 'language-basic':
        return t(`eligibility:reason.${reason.code}`, {
          language: languageName(reason.language, locale),
          level: reason.level,
        });
      case 'language-missing':
      case 'language-unknown':
        return t(`eligibility:reason.${reason.code}`, { languages: anyOf(reason.anyOf) });
      case 'duration-short':
        return t('eligibility:reason.duration-short', {
          have: months(talk, reason.have),
          need: months(talk, reason.need),
        });
      case 'duration-long':
        return t('eligibility:reason.duration-long', {
          have: months(talk, reason.have),
          most: months(talk, reason.most),
        });
      case 'expertise-sought':
        return t('eligibility:reason.expertise-sought', {
          domains: list(
            reason.domains.map((domain) => t(`profile:domain.${domain}`)),
            locale,
          ),
        });
      case 'expertise-skills-only':
        return t('eligibility:reason.expertise-skills-only', { skills: list(reason.skills, locale) });
      default:
        return t(`eligibility:reason.${reason.code}`);
    }
  })();
  if (change?.code === 'learn-language')
    return `${why} ${t('eligibility:change.learn-one', { level: change.to })}`;
  return change ? `${why} ${changeInWords(talk, change)}` : why;
}

export function changeInWords(talk: Talk, change: NonNullable<RuleVerdict['change']>): string {
  const { t, memory } = talk;
  const name = (code: string) => languageName(code, memory.locale);
  switch (change.code) {
    case 'become-resident':
      return t('eligibility:change.become-resident');
    case 'improve-language':
      return t('eligibility:change.improve-language', { language: name(change.language), level: change.to });
    case 'learn-language':
      return t('eligibility:change.learn-language', {
        languages: list(change.anyOf.map(name), memory.locale, 'disjunction'),
        level: change.to,
      });
    case 'stay-longer':
      return t('eligibility:change.stay-longer', { months: months(talk, change.months) });
    case 'stay-shorter':
      return t('eligibility:change.stay-shorter', { months: months(talk, change.months) });
  }
}

/**
 * The rules as an Adaptive Card table (schema 1.5): rule, outcome, reason. A client without Adaptive Cards
 * shows its fallback text; channels without cards get the rows as lines.
 */
function verdictCard(talk: Talk, { rules }: Verdict) {
  const { t } = talk;
  const rows = rules.map((rule) => ({
    tint: TINTS[rule.outcome],
    texts: [
      t(`eligibility:rule.${rule.rule}`),
      t(`eligibility:outcome.${rule.outcome}`),
      ruleInWords(talk, rule),
    ],
  }));
  const header = [t('eligibility:table.rule'), t('eligibility:table.outcome'), t('eligibility:table.reason')];
  const cell = (text: string, bold = false, style?: string) => ({
    type: 'TableCell',
    ...(style && { style }),
    items: [{ type: 'TextBlock', text, wrap: true, ...(bold && { weight: 'Bolder' }) }],
  });
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: rows.map(({ texts }) => texts.join(' – ')).join('\n'),
    speak: rows.map(({ texts }) => texts.join(', ')).join('. '),
    body: [
      {
        type: 'Table',
        firstRowAsHeaders: true,
        columns: [{ width: 3 }, { width: 3 }, { width: 6 }],
        rows: [
          { type: 'TableRow', cells: header.map((text) => cell(text, true)) },
          ...rows.map(({ tint, texts: [rule = '', outcome = '', reason = ''] }) => ({
            type: 'TableRow',
            cells: [cell(rule), cell(outcome, true, tint), cell(reason)],
          })),
        ],
      },
    ],
  };
}
