import type { DialogContext } from 'botbuilder-dialogs';
import type { ChoiceId } from './choices.ts';
import { human } from './commands.ts';
import { explainMandate } from './explain.ts';
import { askRating, rate } from './feedback.ts';
import { STARTERS } from './greeting.ts';
import { addToRequest } from './handoff.ts';
import { changeLanguage } from './language.ts';
import { forget } from './memory.ts';
import { sayMiss } from './repair.ts';
import { numbered } from './search.ts';
import { openForm, resume, skip, switchTo } from './steering.ts';
import { type Talk, talkOf } from './talk.ts';

type Button = (talk: Talk, dc: DialogContext, name: string) => Promise<void>;

const noneOfThese: Button = async (talk, dc) => {
  if (dc.activeDialog) return resume(dc);
  talk.memory.misses += 1;
  await sayMiss(talk);
};

const feedback: Button = async (talk, dc, name) => {
  if (name === 'no-comment') return skip(talk, dc);
  if (name !== 'rate' && rate(talk, name)) return openForm(dc, 'comment');
  await askRating(talk);
  await resume(dc);
};

/** Only the form itself erases; a button of an earlier one asks first, or says that nothing was done. */
const privacy: Button = async (talk, dc, name) => {
  if (name !== 'keep') return openForm(dc, 'erase');
  await talk.say({ text: talk.t('privacy:erase.kept'), choices: STARTERS });
  await resume(dc);
};

const handoff: Button = async (talk, dc, name) => {
  // Pressed late, these still say whether an address may be asked for; who agrees after all may leave one.
  if (name === 'agree') return openForm(dc, 'handoff', { reason: 'asked', consent: 'yes' });
  if (name === 'decline' && !talk.memory.handoff)
    return openForm(dc, 'handoff', { reason: 'asked', consent: 'no' });
  if (talk.memory.handoff) return human(talk, dc);
  await openForm(dc, 'handoff', { reason: 'question' });
};

const mandates: Button = async (talk, dc, name) => {
  if (name === 'other-country') {
    forget(talk.memory, 'countries');
    return switchTo('mandates')(talk, dc);
  }
  const [what, number] = name.split('-') as [string, string];
  if (what === 'why') {
    await explainMandate(talk, Number(number));
    return resume(dc);
  }
  talk.event('interested');
  const liked = numbered(talk, Number(number));
  if (!liked) return human(talk, dc);
  talk.open(talk.t('mandates:liked', { title: liked.title[talk.memory.locale] }));
  if (!talk.memory.handoff) return openForm(dc, 'handoff', { reason: 'mandate', mandate: liked.id });
  await addToRequest(talk, { reason: 'mandate', mandate: liked.id });
  await resume(dc);
};

/** Buttons that stand for neither a topic nor an answer of the profile, by their group. */
const BUTTONS: Record<string, Button> = {
  locale: async (talk, dc, name) => {
    await changeLanguage(talk, name as 'fr', dc.activeDialog !== undefined);
    await resume(dc);
  },
  repair: noneOfThese,
  feedback,
  privacy,
  handoff,
  mandates,
};

/** Does what a button says; false when it is an answer of the profile, which is dealt with as words are. */
export async function press(dc: DialogContext, choice: ChoiceId): Promise<boolean> {
  const [group, name] = choice.split('/') as [string, string];
  const button = BUTTONS[group];
  if (!button) return false;
  await button(talkOf(dc.context), dc, name);
  return true;
}
