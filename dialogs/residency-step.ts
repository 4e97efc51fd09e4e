import { RESIDENCIES, type Residency } from '../src/profile.ts';
import type { ChoiceId } from './choices.ts';
import { deniedStatuses } from './cues.ts';
import type { Answers, Step } from './form.ts';
import { FIELDS, isKnown, learn } from './memory.ts';
import { profileStep } from './profile-step.ts';
import type { Talk } from './talk.ts';
import { list } from './wording.ts';

const asked = profileStep({
  field: 'residency',
  ask: 'eligibility:residency.ask',
  why: 'eligibility:residency.why',
  hint: 'eligibility:residency.hint',
  hintYes: 'eligibility:residency.hintYes',
  choices: RESIDENCIES.map((status): ChoiceId => `residency/${status}`),
});

/** "I'm not a citizen" and nothing else: it says what the status is not. */
const onlyDenies = ({ meaning: { choice, slots, text } }: Talk): boolean =>
  !choice && deniedStatuses(text).length > 0 && !FIELDS.some((field) => isKnown({ profile: slots }, field));

/** What it may still be, after all that the visitor has said it is not. */
const left = ({ denied = '' }: Answers): Residency[] =>
  RESIDENCIES.filter((status) => !denied.split(' ').includes(status));

/** Asks for the status in Canada. Who says what they are not is asked which of the others it is. */
export const residencyStep: Step = {
  ...asked,
  claims: onlyDenies,
  ask(talk, position, answers) {
    const { choices = [], ...bubble } = asked.ask(talk, position, answers);
    const isLeft = (id: ChoiceId) =>
      !id.startsWith('residency/') || left(answers).some((status) => id === `residency/${status}`);
    return { ...bubble, choices: choices.filter(isLeft) };
  },
  take(talk, answers, tries) {
    if (!onlyDenies(talk)) return asked.take(talk, answers, tries);
    answers.denied = [answers.denied, ...deniedStatuses(talk.meaning.text)].filter(Boolean).join(' ');
    if (left(answers).length > 1) return false;
    talk.learned = learn(talk.memory, { residency: 'none' }, false);
    return true;
  },
  hint: (talk, answers) => (onlyDenies(talk) ? which(talk, answers) : asked.hint(talk, answers)),
  insist: (talk, answers) => (onlyDenies(talk) ? which(talk, answers) : undefined),
};

const which = ({ t, memory }: Talk, answers: Answers): string =>
  t('eligibility:residency.which', {
    statuses: list(
      left(answers).map((status) => t(`profile:residency.${status}`)),
      memory.locale,
      'disjunction',
    ),
  });
