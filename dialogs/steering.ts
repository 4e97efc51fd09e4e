import type { DialogContext } from 'botbuilder-dialogs';
import { type Answers, Form } from './form.ts';
import { STARTERS } from './greeting.ts';
import { newMemory } from './memory.ts';
import type { Talk } from './talk.ts';

/** What a topic that is no question does. It says something of its own, or opens a form. */
export type Command = (talk: Talk, dc: DialogContext) => Promise<void>;

/** The form that waits for an answer, if any. */
export function activeForm(dc: DialogContext): Form | undefined {
  const dialog = dc.activeDialog && dc.findDialog(dc.activeDialog.id);
  return dialog instanceof Form ? dialog : undefined;
}

/** After an answer in between: the open question is put again. */
export async function resume(dc: DialogContext): Promise<void> {
  if (dc.activeDialog) await dc.repromptDialog();
}

/** Opens a form on top of what is under way; one that is open already, even below others, is gone back to. */
export async function openForm(dc: DialogContext, id: string, answers: Answers = {}): Promise<void> {
  if (await returnTo(dc, id)) return;
  await dc.beginDialog(id, { answers });
}

/** Opens a form in place of what is under way. */
export const switchTo =
  (id: string): Command =>
  async (_talk, dc) => {
    if (await returnTo(dc, id)) return;
    await dc.cancelAllDialogs();
    await dc.beginDialog(id);
  };

async function returnTo(dc: DialogContext, id: string): Promise<boolean> {
  const place = dc.stack.findIndex((dialog) => dialog.id === id);
  if (place < 0) return false;
  // What lies above is called off in silence: ending it one by one would put each question again.
  dc.stack.length = place + 1;
  await dc.repromptDialog();
  return true;
}

/** A question asked out of courtesy is dropped when the visitor speaks of something else. */
export function dropCourtesy(dc: DialogContext): void {
  const form = activeForm(dc);
  if (form?.manner.isCourtesy && !form.claims(dc)) dc.stack.pop();
}

/** Goes on with what is asked now, or with what was called off last. */
export const goOn: Command = async (talk, dc) => {
  if (dc.activeDialog) return resume(dc);
  const { left } = talk.memory;
  if (!left || left.isDone) return talk.say({ text: talk.t('main:goOn'), choices: STARTERS });
  await dc.beginDialog(left.form, { asked: left.asked });
};

export const restart: Command = async (talk, dc) => {
  await dc.cancelAllDialogs();
  const { locale, localeSettled, rated, ratingAsked, handoff, shown, offered, lastReplies, dialogs } =
    talk.memory;
  const kept = { localeSettled, rated, ratingAsked, handoff, shown, offered, lastReplies, dialogs };
  talk.memory = { ...newMemory(locale), ...kept, greeted: true };
  await talk.say({ text: talk.t('main:restarted'), choices: STARTERS });
};

/** Calls off what is asked now; what it had interrupted goes on. */
export const cancel: Command = async (talk, dc) => {
  const form = activeForm(dc);
  if (!form) {
    const none = talk.memory.handoff ? 'handoff:notCalledOff' : 'main:nothingToCancel';
    return talk.say({ text: talk.t(none), choices: STARTERS });
  }
  form.leave(dc, false);
  const called = talk.t(form.manner.cancelled ?? 'main:cancelled');
  if (dc.stack.length === 1) {
    await dc.cancelAllDialogs();
    return talk.say({ text: called, choices: STARTERS });
  }
  talk.open(called);
  await dc.endDialog();
};

export const back: Command = async (talk, dc) => {
  if (await activeForm(dc)?.back(dc)) return;
  const { left } = talk.memory;
  if (!dc.activeDialog && left && left.asked.length > 0) {
    await dc.beginDialog(left.form, { asked: left.asked, goesBack: true });
    return;
  }
  await talk.say({ text: talk.t('main:noBack'), choices: dc.activeDialog ? [] : STARTERS });
  await resume(dc);
};

export const skip: Command = async (talk, dc) => {
  const form = activeForm(dc);
  if (!form) return talk.say({ text: talk.t('main:nothingToSkip'), choices: STARTERS });
  talk.open(talk.t(talk.meaning.slots.anything ? 'main:anything' : 'main:skipped'));
  await form.skip(dc);
};
