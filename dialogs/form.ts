import type { TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogInstance, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { Key } from '../src/i18n.ts';
import type { ChoiceId } from './choices.ts';
import { type Bubble, type Talk, talkOf } from './talk.ts';

/** What a form has gathered that is not part of the visitor's profile, such as a comment. */
export type Answers = Record<string, string>;

/** One question of a form: a row that the engine walks. */
export interface Step {
  name: string;
  /** The message is meant for this question, also where its words would be a question elsewhere. */
  claims?(talk: Talk): boolean;
  /** There is nothing to ask (any more): it is known, skipped or not wanted here. */
  isDone(talk: Talk, answers: Answers): boolean;
  ask(talk: Talk, position: Position, answers: Answers): Bubble;
  /** The same in fewer words, when something came in between. */
  again?(talk: Talk, position: Position, answers: Answers): Bubble;
  /** Why it is asked, for who wants to know first. */
  why?(talk: Talk): string;
  /** Takes the answer out of the message; false: the message does not answer this question. */
  take(talk: Talk, answers: Answers, tries: number): boolean;
  /** What was understood of a message that is no answer, and what is missing. */
  hint(talk: Talk, answers: Answers): string;
  /** The same when it was said before; without it the visitor is told of the ways around the question. */
  insist?(talk: Talk, answers: Answers): string | undefined;
  /** Goes on without an answer. */
  skip(talk: Talk, answers: Answers): void;
  /** Takes the answer back, for "previous question" and corrections. */
  undo(talk: Talk, answers: Answers): void;
}

export interface Position {
  number: number;
  of: number;
}

interface FormState {
  asking?: string;
  /** Questions put so far, oldest first: what "back" walks. */
  asked: string[];
  /** Messages in a row that did not answer the question. */
  tries: number;
  /** How often the visitor was brought back to the question. */
  reminders?: number;
  answers: Answers;
}

/** After that many messages that are no answer, the form offers to skip or to call a person. */
const TRIES = 2;

/** By turns, so that somebody with many questions of their own does not hear the same words each time. */
const REMINDERS: Key[] = ['main:resume.first', 'main:resume.second', 'main:resume.third'];

/** How a form behaves beside its questions. */
export interface Manner {
  /** What is said when the visitor calls it off. */
  cancelled?: Key;
  /** Asked out of courtesy: whoever speaks of something else is not brought back to it. */
  isCourtesy?: boolean;
  /** Once left, it can be gone back to and gone on with. */
  isKept?: boolean;
}

/** How a form is opened: with what is known already, or again after it was left. */
export interface Opening {
  answers?: Answers;
  /** Questions that were put before it was left. */
  asked?: string[];
  /** The last of them is put once more. */
  goesBack?: boolean;
}

/**
 * Walks its steps in order and asks what is missing, one question at a time. It knows nothing of digressions,
 * languages or commands: those are handled once, for every form, before it gets the message.
 */
export class Form extends Dialog<Opening> {
  private readonly steps: Step[];
  private readonly finish: (talk: Talk, answers: Answers) => Promise<void>;
  readonly manner: Manner;

  constructor(
    id: string,
    steps: Step[],
    finish: (talk: Talk, answers: Answers) => Promise<void>,
    manner: Manner = {},
  ) {
    super(id);
    this.steps = steps;
    this.finish = finish;
    this.manner = manner;
  }

  override async beginDialog(
    dc: DialogContext,
    { answers = {}, asked = [], goesBack = false }: Opening = {},
  ): Promise<DialogTurnResult> {
    stateOf(dc, { asked, tries: 0, answers });
    return goesBack && (await this.back(dc)) ? Dialog.EndOfTurn : this.advance(dc);
  }

  /** Offers the message to the question that stands; true when it answers it. */
  take(dc: DialogContext): boolean {
    const state = stateOf(dc);
    return this.step(state)?.take(talkOf(dc.context), state.answers, state.tries) ?? false;
  }

  /** The name of the question that stands. */
  asking(dc: DialogContext): string | undefined {
    return stateOf(dc).asking;
  }

  /** Why the question that stands is asked. */
  why(dc: DialogContext): string | undefined {
    return this.step(stateOf(dc))?.why?.(talkOf(dc.context));
  }

  claims(dc: DialogContext): boolean {
    return this.step(stateOf(dc))?.claims?.(talkOf(dc.context)) ?? false;
  }

  /** Goes on to the next question that is open. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.advance(dc);
  }

  /** Nothing is left to ask: when it goes on it ends, with what it has gathered. */
  isDone(dc: DialogContext): boolean {
    return this.steps.every((step) => step.isDone(talkOf(dc.context), stateOf(dc).answers));
  }

  /** Says what was understood and what is missing; then offers to skip or to call a person. */
  async explainMissing(dc: DialogContext): Promise<void> {
    const state = stateOf(dc);
    const talk = talkOf(dc.context);
    const step = this.step(state);
    if (!step) return;
    state.tries += 1;
    const ways: ChoiceId[] = state.tries >= TRIES ? ['topic/skip', 'topic/human'] : [];
    const bubble = step.ask(talk, this.position(talk, state), state.answers);
    const choices = [...new Set([...(bubble.choices ?? []), ...ways])];
    await talk.say({ ...bubble, text: this.missing(talk, step, state), choices });
  }

  private missing(talk: Talk, step: Step, { answers, tries }: FormState): string {
    if (tries < TRIES) return step.hint(talk, answers);
    if (tries % 2) return talk.t('repair:invalid.again');
    return step.insist?.(talk, answers) ?? talk.t('repair:invalid.offer');
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    const talk = talkOf(context);
    const state = instance.state as FormState;
    const step = this.step(state);
    if (!step) return;
    if (!talk.hasOpening) remind(talk, state);
    await talk.say((step.again ?? step.ask)(talk, this.position(talk, state), state.answers));
  }

  /** Another form that was opened on top of this one has ended: the question still stands. */
  override async resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    remind(talkOf(dc.context), stateOf(dc));
    return this.advance(dc);
  }

  async skip(dc: DialogContext): Promise<DialogTurnResult> {
    const state = stateOf(dc);
    this.step(state)?.skip(talkOf(dc.context), state.answers);
    return this.advance(dc);
  }

  /** Notes that the visitor leaves the form, and where, so that they can come back to it. */
  leave(dc: DialogContext, isDone: boolean): void {
    const { asked } = stateOf(dc);
    if (this.manner.isKept) talkOf(dc.context).memory.left = { form: this.id, asked, isDone };
  }

  /** Back to the question before; false when this is the first one. */
  async back(dc: DialogContext): Promise<boolean> {
    const state = stateOf(dc);
    const talk = talkOf(dc.context);
    const previous = state.asked.filter((name) => name !== state.asking).at(-1);
    const step = this.steps.find(({ name }) => name === previous);
    if (!step) return false;
    state.asked = state.asked.slice(0, state.asked.indexOf(step.name));
    step.undo(talk, state.answers);
    await this.advance(dc);
    return true;
  }

  private async advance(dc: DialogContext): Promise<DialogTurnResult> {
    const state = stateOf(dc);
    const talk = talkOf(dc.context);
    const next = this.steps.find((step) => !step.isDone(talk, state.answers));
    if (!next) {
      this.leave(dc, true);
      await this.finish(talk, state.answers);
      // What waits beneath knows something of the visitor; after an erasure nothing may.
      return talk.effects.erase ? dc.cancelAllDialogs() : dc.endDialog();
    }
    const ask = state.asking === next.name ? (next.again ?? next.ask) : next.ask;
    state.asking = next.name;
    state.tries = 0;
    state.asked = [...state.asked.filter((name) => name !== next.name), next.name];
    await talk.say(ask(talk, this.position(talk, state), state.answers));
    return Dialog.EndOfTurn;
  }

  private step({ asking }: FormState): Step | undefined {
    return this.steps.find(({ name }) => name === asking);
  }

  /** Counts only what is really asked: who said three things at once sees "1 of 1". */
  private position(talk: Talk, { asked, answers }: FormState): Position {
    const waiting = this.steps.filter((step) => !asked.includes(step.name) && !step.isDone(talk, answers));
    return { number: asked.length, of: asked.length + waiting.length };
  }
}

/** Says that the question comes again, before it does. */
function remind(talk: Talk, state: FormState): void {
  const times = state.reminders ?? 0;
  state.reminders = times + 1;
  talk.open(talk.t(REMINDERS[times % REMINDERS.length] as Key));
}

function stateOf(dc: DialogContext, initial?: FormState): FormState {
  const instance = dc.activeDialog as DialogInstance;
  if (initial) instance.state = initial;
  return instance.state as FormState;
}
