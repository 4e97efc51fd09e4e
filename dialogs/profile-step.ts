import type { Key } from '../src/i18n.ts';
import type { ChoiceId } from './choices.ts';
import type { Position, Step } from './form.ts';
import { type Field, forget, isKnown } from './memory.ts';
import type { Bubble, Talk } from './talk.ts';

interface ProfileQuestion {
  field: Field;
  ask: Key;
  /** The same without its examples; the question itself when it has none. */
  again?: Key;
  why: Key;
  hint: Key;
  /** Said instead of the hint when the message was a bare yes, which does not say which. */
  hintYes?: Key;
  choices: ChoiceId[];
  /** What a bare "no" says, where the question can be answered so. */
  no?: ChoiceId;
  /** A way to read an answer that only makes sense to this very question. */
  read?: (talk: Talk, tries: number) => boolean;
}

/**
 * The step that asks one field of the visitor's profile. Answers are learned before any dialog sees the message,
 * whoever asked; the step only looks whether its field was among them.
 */
export const profileStep = ({
  field,
  ask,
  again = ask,
  why,
  hint,
  hintYes,
  choices,
  no,
  read,
}: ProfileQuestion): Step => ({
  name: field,
  isDone: ({ memory }) => isKnown(memory, field) || memory.skipped.includes(field),
  ask: (talk, position) => question(talk, ask, position, { choices, no }),
  again: (talk, position) => question(talk, again, position, { choices, no }),
  why: ({ t }) => t(why),
  take(talk, _answers, tries) {
    if (talk.learned.added.includes(field) || talk.learned.changed.includes(field)) return true;
    const { answer, anything } = talk.meaning.slots;
    // Who does not know yet, or does not mind, has answered: nothing is ruled out.
    if (answer === 'unsure' || anything) {
      talk.memory.skipped.push(field);
      talk.open(talk.t(anything ? 'main:anything' : 'main:skipped'));
      return true;
    }
    return read?.(talk, tries) ?? false;
  },
  hint: (talk) => talk.t(hintYes && talk.meaning.slots.answer === 'yes' ? hintYes : hint),
  skip: ({ memory }) => {
    memory.skipped.push(field);
  },
  undo: ({ memory }) => forget(memory, field),
});

const question = (
  talk: Talk,
  key: Key,
  { number, of }: Position,
  { choices, no }: Pick<ProfileQuestion, 'choices' | 'no'>,
): Bubble => ({
  text: talk.t(key, { step: talk.t('main:step', { number, of }) }),
  choices: [...choices, 'topic/skip'],
  ...(no && { means: { no } }),
});
