import { Form } from './form.ts';
import type { Talk } from './talk.ts';

/** What is kept, how long and why, with the ways to get it or to have it erased. */
export async function explainPrivacy(talk: Talk): Promise<void> {
  talk.facts.topic ??= 'privacy';
  await talk.say({
    text: talk.t('privacy:kept', { count: talk.services.retentionDays }),
    choices: ['privacy/erase', 'topic/transcript', 'topic/human'],
    topic: 'privacy',
  });
}

/** Erases the conversation everywhere, after a confirmation. */
export const erase = new Form(
  'erase',
  [
    {
      name: 'confirm',
      isDone: (_talk, answers) => answers.confirm !== undefined,
      ask: ({ t }) => ({ text: t('privacy:erase.ask'), choices: ['privacy/confirm-erase', 'privacy/keep'] }),
      take({ meaning }, answers) {
        if (meaning.choice === 'privacy/confirm-erase' || meaning.slots.answer === 'yes')
          answers.confirm = 'yes';
        else if (meaning.choice === 'privacy/keep' || meaning.slots.answer === 'no') answers.confirm = 'no';
        return answers.confirm !== undefined;
      },
      hint: ({ t }) => t('privacy:erase.hint'),
      skip: (_talk, answers) => {
        answers.confirm = 'no';
      },
      undo: (_talk, answers) => {
        delete answers.confirm;
      },
    },
  ],
  async (talk, { confirm }) => {
    if (confirm === 'yes') {
      talk.forget();
      await talk.say({
        text: talk.t('privacy:erase.done'),
        choices: ['topic/is-it-for-me', 'topic/restart'],
        means: { yes: 'topic/restart' },
      });
      return;
    }
    await talk.say({
      text: talk.t('privacy:erase.kept'),
      choices: ['topic/find-mandate', 'topic/eligibility'],
    });
  },
  { cancelled: 'privacy:erase.kept' },
);
