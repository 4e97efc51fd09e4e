import { Form } from './form.ts';
import type { Talk } from './talk.ts';

const MAX_COMMENT = 1_000;

/** An optional comment after the rating. Any words are a comment; it is part of the transcript, nothing else. */
export const comment = new Form(
  'comment',
  [
    {
      name: 'comment',
      claims: () => true,
      isDone: (_talk, answers) => answers.comment !== undefined,
      ask: ({ t }) => ({ text: t('feedback:comment.ask'), choices: ['feedback/no-comment'] }),
      take({ meaning }, answers) {
        if (meaning.choice && meaning.choice !== 'feedback/no-comment') return false;
        answers.comment = meaning.choice === 'feedback/no-comment' ? '' : meaning.text.slice(0, MAX_COMMENT);
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
);

/** Asks for a rating, at most once a conversation. */
export async function askRating(talk: Talk): Promise<void> {
  await talk.say({
    text: talk.t(talk.memory.rated ? 'feedback:already' : 'feedback:ask'),
    choices: talk.memory.rated
      ? ['topic/find-mandate', 'topic/human']
      : ['feedback/5', 'feedback/4', 'feedback/3', 'feedback/2', 'feedback/1'],
  });
}

/** Keeps the rating, once; true when it was the first. */
export function rate(talk: Talk, stars: string): boolean {
  if (talk.memory.rated) return false;
  talk.memory.rated = true;
  talk.event(`rated:${stars}`);
  return true;
}
