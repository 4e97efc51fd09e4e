import { explainMandate } from './mandates.ts';
import type { Talk } from './talk.ts';
import { currentVerdict, ruleInWords, shownOutcome } from './verdict.ts';

/** "Why?": answered from the very reasons that the rules or the matching used last. */
export async function explainResult(talk: Talk): Promise<void> {
  const { memory, t } = talk;
  if (memory.found && memory.found.seen > 0 && memory.previousTopic === 'find-mandate')
    return explainMandate(talk, 1);
  if (memory.verdictShown) return explainVerdict(talk);
  await talk.say({ text: t('main:nothingToExplain'), choices: ['topic/eligibility', 'topic/find-mandate'] });
}

async function explainVerdict(talk: Talk): Promise<void> {
  const { t } = talk;
  const verdict = currentVerdict(talk);
  const open = verdict.rules.filter(({ outcome }) => outcome !== 'yes');
  const lines = open.map(
    (rule) => `- **${t(`eligibility:rule.${rule.rule}`)}** : ${ruleInWords(talk, rule)}`,
  );
  await talk.say({
    text: [t(`eligibility:explain.${shownOutcome(verdict)}`), ...lines].join('\n'),
    choices:
      shownOutcome(verdict) === 'yes'
        ? ['topic/find-mandate', 'topic/summary']
        : ['topic/human', 'topic/find-mandate'],
    topic: 'explain',
  });
}
