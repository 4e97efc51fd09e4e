import type { ChoiceId } from './choices.ts';
import type { Talk } from './talk.ts';

/** What one may do here, from the widest question to the most concrete wish. */
export const STARTERS: ChoiceId[] = [
  'topic/is-it-for-me',
  'topic/eligibility',
  'topic/find-mandate',
  'topic/countries',
  'topic/human',
];

const MINUTE = 60_000;

/**
 * Greets once: who this is, what it can do, and in one line what becomes of what is said. `choices`: none when an
 * answer with its own follows.
 */
export async function greet(talk: Talk, choices = STARTERS): Promise<void> {
  if (talk.memory.greeted) return;
  talk.memory.greeted = true;
  await talk.say({ text: talk.t('main:welcome'), choices });
  talk.facts.topic ??= 'greeting';
}

/** The visitor was away for a while and something had been begun. */
export function isBackAfterPause({ memory, services, now }: Talk): boolean {
  const away = memory.lastAt ? now.getTime() - Date.parse(memory.lastAt) : 0;
  const begun = memory.asked.length > 0 || memory.dialogs.dialogStack.length > 0 || memory.verdictShown;
  return begun && away > services.returningAfterMinutes * MINUTE;
}

/** Greets back and offers to go on or to start over. */
export async function greetBack(talk: Talk): Promise<void> {
  await talk.say({
    text: talk.t('main:welcomeBack'),
    choices: ['topic/resume', 'topic/restart', 'topic/human'],
    means: { yes: 'topic/resume', no: 'topic/cancel' },
  });
}
