import type { ChoiceId } from './choices.ts';
import { Form } from './form.ts';
import type { Meaning } from './meaning.ts';
import type { Talk } from './talk.ts';

const MAX_COMMENT = 1_000;
/** Topics by which one turns away from the question for a comment. */
const LEAVING = ['cancel', 'back', 'restart', 'human', 'goodbye', 'eligibility', 'find-mandate'];

/** In the order of their numbers, so that a channel that numbers its choices shows each beside its own. */
export const RATINGS: ChoiceId[] = ['feedback/1', 'feedback/2', 'feedback/3', 'feedback/4', 'feedback/5'];

/** An optional comment after the rating. Any words are a comment; it is part of the transcript, nothing else. */
export const comment = new Form(
  'comment',
  [
    {
      name: 'comment',
      claims: isComment,
      isDone: (_talk, answers) => answers.comment !== undefined,
      ask: ({ t }) => ({ text: t('feedback:comment.ask'), choices: ['feedback/no-comment'] }),
      take({ meaning }, answers) {
        answers.comment = isNone(meaning) ? '' : meaning.text.slice(0, MAX_COMMENT);
        return true;
      },
      hint: ({ t }) => t('feedback:comment.ask'),
      skip: (_talk, answers) => {
        answers.comment = '';
      },
      undo: (_talk, answers) => {
        delete answers.comment;
      },
    },
  ],
  async (talk, { comment }) => {
    if (comment) talk.event('commented');
    await talk.say({
      text: talk.t('feedback:done'),
      choices: ['topic/find-mandate', 'topic/eligibility', 'topic/countries'],
    });
  },
  { isCourtesy: true },
);

/** A button, or words that say as much: there is nothing to add. */
const isNone = ({ choice, questions, slots, text }: Meaning): boolean =>
  choice !== undefined || questions[0]?.topic === 'skip' || (slots.answer === 'no' && !text.includes(' '));

/** Any words are a comment, but for a question, a wish to go elsewhere and a button of something else. */
function isComment({ meaning: { choice, questions, text } }: Talk): boolean {
  if (choice) return choice === 'feedback/no-comment' || choice === 'topic/skip';
  const [first] = questions;
  return !first || !(text.includes('?') || LEAVING.includes(first.topic));
}

/** Asks for the rating that the visitor wants to give; one a conversation. */
export async function askRating(talk: Talk): Promise<void> {
  const { memory, t } = talk;
  memory.ratingAsked = true;
  if (memory.rated)
    return talk.say({ text: t('feedback:already'), choices: ['topic/find-mandate', 'topic/human'] });
  await talk.say({ text: t('feedback:ask'), choices: RATINGS });
}

/** Keeps the rating, once; true when it was the first. */
export function rate(talk: Talk, stars: string): boolean {
  if (talk.memory.rated) return false;
  talk.memory.rated = true;
  talk.event(`rated:${stars}`);
  return true;
}
