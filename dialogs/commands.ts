import type { DialogContext } from 'botbuilder-dialogs';
import type { ChoiceId } from './choices.ts';
import { explainResult } from './explain.ts';
import { askRating, rate } from './feedback.ts';
import { Form } from './form.ts';
import { STARTERS } from './greeting.ts';
import { changeLanguage, namedLanguage } from './language.ts';
import { explainMandate, likedMandate, showMore } from './mandates.ts';
import { forget, newMemory } from './memory.ts';
import { explainPrivacy } from './privacy.ts';
import { summarise } from './summary.ts';
import { type Talk, talkOf } from './talk.ts';

/** What a topic that is no question does. It says something of its own, or opens a form. */
type Command = (talk: Talk, dc: DialogContext) => Promise<void>;

/** The form that waits for an answer, if any. */
export function activeForm(dc: DialogContext): Form | undefined {
  const dialog = dc.activeDialog && dc.findDialog(dc.activeDialog.id);
  return dialog instanceof Form ? dialog : undefined;
}

/** After an answer in between: the open question is put again, or the next steps are offered. */
async function resume(dc: DialogContext): Promise<void> {
  if (dc.activeDialog) await dc.repromptDialog();
}

/** A short word in the conversation's manners, then back to the matter. */
const smallTalk =
  (
    key: 'main:hello' | 'main:compliment' | 'main:insult' | 'main:bot',
    choices: ChoiceId[] = STARTERS,
  ): Command =>
  async (talk, dc) => {
    await talk.say({ text: talk.t(key), choices: dc.activeDialog ? [] : choices });
    await resume(dc);
  };

const begin =
  (form: string): Command =>
  async (_talk, dc) => {
    if (dc.activeDialog?.id === form) await dc.repromptDialog();
    else {
      await dc.cancelAllDialogs();
      await dc.beginDialog(form);
    }
  };

const restart: Command = async (talk, dc) => {
  await dc.cancelAllDialogs();
  const { locale, localeSettled, rated, handoff, offered, dialogs } = talk.memory;
  talk.memory = { ...newMemory(locale), localeSettled, rated, handoff, offered, dialogs, greeted: true };
  await talk.say({ text: talk.t('main:restarted'), choices: STARTERS });
};

const cancel: Command = async (talk, dc) => {
  const wasOpen = dc.activeDialog !== undefined;
  await dc.cancelAllDialogs();
  await talk.say({ text: talk.t(wasOpen ? 'main:cancelled' : 'main:nothingToCancel'), choices: STARTERS });
};

const back: Command = async (talk, dc) => {
  if (await activeForm(dc)?.back(dc)) return;
  if (!dc.activeDialog && talk.memory.verdictShown) {
    forget(talk.memory, 'domains');
    await dc.beginDialog('eligibility');
    return;
  }
  await talk.say({ text: talk.t('main:noBack'), choices: dc.activeDialog ? [] : STARTERS });
  await resume(dc);
};

const repeat: Command = async (talk, dc) => {
  talk.open(talk.t('main:again'));
  if (dc.activeDialog) return resume(dc);
  const last = talk.memory.lastReplies.at(-1);
  const choices = (talk.memory.offered[0] ?? []).map(({ id }) => id as ChoiceId);
  await talk.say({ text: last ?? talk.t('main:help'), choices: choices.length > 0 ? choices : STARTERS });
};

const skip: Command = async (talk, dc) => {
  const form = activeForm(dc);
  if (form) {
    talk.open(talk.t('main:skipped'));
    await form.skip(dc);
  } else await talk.say({ text: talk.t('main:nothingToSkip'), choices: STARTERS });
};

const human: Command = async (talk, dc) => {
  if (talk.memory.handoff) {
    await talk.say({ text: talk.t('handoff:already'), choices: dc.activeDialog ? [] : STARTERS });
    return resume(dc);
  }
  if (dc.activeDialog?.id === 'handoff') return resume(dc);
  await dc.beginDialog('handoff', { reason: 'asked' });
};

const goodbye: Command = async (talk, dc) => {
  // A comment is a courtesy; an unfinished eligibility check is kept for the next visit.
  if (dc.activeDialog?.id === 'comment') await dc.endDialog();
  const worthRating = !talk.memory.rated && talk.memory.asked.length + Number(talk.memory.verdictShown) > 0;
  await talk.say({
    text: [talk.t('main:goodbye'), worthRating ? talk.t('feedback:ask') : ''].filter(Boolean).join(' '),
    choices: worthRating
      ? ['feedback/5', 'feedback/4', 'feedback/3', 'feedback/2', 'feedback/1']
      : ['topic/find-mandate', 'topic/restart'],
  });
};

const thanks: Command = async (talk, dc) => {
  if (dc.activeDialog) {
    talk.open(talk.t('main:welcomeShort'));
    return resume(dc);
  }
  await talk.say({
    text: talk.t('main:anythingElse'),
    choices: [
      'topic/find-mandate',
      'topic/eligibility',
      ...(talk.memory.rated ? [] : (['feedback/rate'] as ChoiceId[])),
      'topic/goodbye',
    ],
  });
};

/** Commands by topic. Every other topic is a question with a text of its own. */
export const COMMANDS: Record<string, Command> = {
  eligibility: begin('eligibility'),
  'find-mandate': begin('mandates'),
  greeting: smallTalk('main:hello'),
  compliment: smallTalk('main:compliment'),
  insult: smallTalk('main:insult', ['topic/human', 'topic/help', 'topic/restart']),
  bot: smallTalk('main:bot', ['topic/human', 'topic/help', 'topic/privacy']),
  thanks,
  goodbye,
  help: async (talk, dc) => {
    await talk.say({ text: talk.t('main:help'), choices: dc.activeDialog ? [] : STARTERS });
    await resume(dc);
  },
  human,
  'change-language': async (talk, dc) => {
    await changeLanguage(talk, namedLanguage(talk.meaning.text));
    await resume(dc);
  },
  restart,
  cancel,
  back,
  repeat,
  skip,
  privacy: async (talk, dc) => {
    await explainPrivacy(talk);
    await resume(dc);
  },
  explain: async (talk, dc) => {
    await explainResult(talk);
    await resume(dc);
  },
  more: (talk) => showMore(talk),
  summary: async (talk, dc) => {
    await summarise(talk);
    await resume(dc);
  },
  transcript: async (talk, dc) => {
    const link = await talk.services.linkToTranscript(talk.context.activity.conversation.id);
    await talk.say({ text: talk.t('privacy:transcript', { link }), choices: ['privacy/erase', ...STARTERS] });
    await resume(dc);
  },
  feedback: async (talk, dc) => {
    await askRating(talk);
    await resume(dc);
  },
};

/** Buttons that stand for neither a topic nor an answer of the profile. */
const BUTTONS: Record<string, (talk: Talk, dc: DialogContext, name: string) => Promise<void>> = {
  locale: async (talk, dc, name) => {
    await changeLanguage(talk, name as 'fr');
    await resume(dc);
  },
  repair: async (talk, dc, name) => {
    if (dc.activeDialog) return resume(dc);
    if (name === 'go-on') await talk.say({ text: talk.t('main:goOn'), choices: STARTERS });
    else
      await talk.say({
        text: talk.t('repair:rephrase'),
        choices: ['handoff/pass-on', 'topic/help', 'topic/human'],
      });
  },
  feedback: async (talk, dc, name) => {
    if (name === 'rate' || name === 'no-comment') return askRating(talk);
    if (rate(talk, name)) await dc.beginDialog('comment', { rating: name });
    else await askRating(talk);
  },
  privacy: async (_talk, dc) => {
    if (dc.activeDialog?.id !== 'erase') await dc.beginDialog('erase');
    else await dc.repromptDialog();
  },
  handoff: async (talk, dc) => {
    if (talk.memory.handoff) return human(talk, dc);
    await dc.beginDialog('handoff', { reason: 'question' });
  },
  mandates: async (talk, dc, name) => {
    if (name === 'other-country') {
      forget(talk.memory, 'countries');
      return begin('mandates')(talk, dc);
    }
    const [what, number] = name.split('-') as [string, string];
    if (what === 'why') return explainMandate(talk, Number(number));
    const liked = likedMandate(talk, Number(number));
    if (!liked || talk.memory.handoff) return human(talk, dc);
    talk.open(talk.t('mandates:liked', { title: liked.mandate.title[talk.memory.locale] }));
    await dc.beginDialog('handoff', { reason: 'mandate', mandate: liked.id });
  },
};

/** Does what a button says; false when the button is a topic or an answer, which are dealt with as words are. */
export async function press(dc: DialogContext, choice: ChoiceId): Promise<boolean> {
  const [group, name] = choice.split('/') as [string, string];
  const button = BUTTONS[group];
  if (!button) return false;
  await button(talkOf(dc.context), dc, name);
  return true;
}
