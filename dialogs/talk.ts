import {
  ActionTypes,
  type Activity,
  ActivityTypes,
  type Attachment,
  InputHints,
  type TurnContext,
} from 'botbuilder-core';
import type { Knowledge } from '../src/content/knowledge.ts';
import type { EligibilityRules } from '../src/eligibility/rules.ts';
import type { I18n, Translate } from '../src/i18n.ts';
import type { MandateIndex } from '../src/mandates/match.ts';
import type { TurnCommit } from '../src/transcripts/store.ts';
import type { TurnFacts } from '../src/transcripts/turn.ts';
import type { Understanding } from '../src/understanding/understood.ts';
import type { ChoiceId, Labels } from './choices.ts';
import { type Citation, messageEntity } from './citation.ts';
import type { Meaning } from './meaning.ts';
import { type Learned, type Memory, NOTHING_LEARNED, newMemory } from './memory.ts';

/** What the dialogs are handed once, when the bot is put together. */
export interface Services {
  i18n: I18n;
  labels: Labels;
  knowledge: Knowledge;
  understanding: Understanding;
  /** The open mandates, indexed; another index after each change of the file. */
  mandates: () => MandateIndex;
  rules: EligibilityRules;
  links: {
    allMandates?: string;
    newsletter?: string;
    contactEmail?: string;
    assistant: string;
  };
  /** A link under which a visitor can read and keep their conversation for a while. */
  linkToTranscript: (conversationId: string) => Promise<string>;
  /** Where a mandate is published, by way of this server, which keeps that somebody went there. */
  linkToPosting: (posting: { conversationId: string; mandate: string }) => Promise<string>;
  /** What was said so far, for the person who takes over. */
  readTranscript: (conversationId: string) => Promise<Activity[]>;
  retentionDays: number;
  returningAfterMinutes: number;
  /** Channels without buttons show numbered choices; there a bare number names one. */
  numbersChoices: (channelId: string) => boolean;
  now: () => Date;
}

/** What a bare answer stands for after a bubble: its "yes", its "no", and "the second one" of what it shows. */
export interface Means {
  yes?: ChoiceId;
  no?: ChoiceId;
  nth?: ChoiceId[];
}

export interface Bubble {
  text: string;
  choices?: ChoiceId[];
  means?: Means;
  attachments?: Attachment[];
  carousel?: boolean;
  /** The topic that this bubble answers, and what its answer stands on. */
  topic?: string;
  citations?: Citation[];
  /** What is shown beside the words, so that it can be shown again. */
  shows?: Memory['lastShown'];
}

/** What a turn asks of the store, beside keeping the talk. */
export interface Effects {
  handoff?: TurnCommit['handoff'];
  erase?: boolean;
}

const TALK = Symbol('talk');

/** Longer bubbles are not read to their end. */
const MAX_WORDS = 60;

/** How many sets of buttons are remembered: enough for a click on one that scrolled away. */
const OFFERED_KEPT = 3;

/** One turn of the talk: what came in and what it means, what is remembered, and the way to answer. */
export class Talk {
  readonly context: TurnContext;
  readonly services: Services;
  readonly effects: Effects = {};
  readonly facts: TurnFacts = {};
  /** What the next bubble is about, unless it says so itself. */
  about?: string;
  memory: Memory;
  meaning: Meaning = { text: '', slots: {}, questions: [] };
  learned: Learned = NOTHING_LEARNED;
  /** Countries that the message wishes for and where there is no mandate. */
  elsewhere: string[] = [];
  /** Words to open the next bubble with, such as what was just understood. */
  private opening: string[] = [];
  private readonly said: Bubble[] = [];

  constructor(context: TurnContext, services: Services, memory: Memory) {
    this.context = context;
    this.services = services;
    this.memory = memory;
    context.turnState.set(TALK, this);
  }

  get t(): Translate {
    return this.services.i18n[this.memory.locale];
  }

  get now(): Date {
    return this.services.now();
  }

  /** Puts a sentence before whatever is said next, in the same bubble. */
  open(text: string): void {
    this.opening.push(text);
  }

  /** Has everything erased that is known of the visitor; of this turn only what is said from now on stays. */
  forget(): void {
    this.effects.erase = true;
    this.memory = { ...newMemory(this.memory.locale), greeted: true };
    this.learned = NOTHING_LEARNED;
    this.opening = [];
    delete this.facts.evidence;
  }

  event(name: string): void {
    this.facts.events = [...(this.facts.events ?? []), name];
  }

  async say({ text, ...rest }: Bubble): Promise<void> {
    const whole = [...this.opening, text].filter(Boolean).join('\n\n');
    this.opening = [];
    // The same words twice in a row would look as if nobody listened.
    const plain = inBubbles(whole);
    const isEcho = this.memory.lastReplies.includes(plain[1]);
    const [before, last] = isEcho ? inBubbles(`${this.t('repair:asBefore')}\n\n${whole}`, plain[1]) : plain;
    if (before) await this.send({ text: before });
    await this.send({ text: last, ...rest });
  }

  private async send(bubble: Bubble): Promise<void> {
    const { text, choices = [], attachments, carousel, citations } = bubble;
    const topic = bubble.topic ?? this.about;
    this.about = undefined;
    this.said.push(bubble);
    const activity: Partial<Activity> = {
      type: ActivityTypes.Message,
      text,
      locale: this.memory.locale,
      inputHint: choices.length > 0 ? InputHints.ExpectingInput : InputHints.AcceptingInput,
      ...(attachments && { attachments, attachmentLayout: carousel ? 'carousel' : 'list' }),
      ...(topic && { entities: [messageEntity(topic, citations ?? [])] }),
      ...(choices.length > 0 && { suggestedActions: { to: [], actions: this.actions(choices) } }),
    };
    await this.context.sendActivity(activity);
  }

  private choices(ids: ChoiceId[]) {
    return ids.map((id) => this.services.labels.of(id, this.memory.locale));
  }

  /** Buttons that say their own label, so that a press and the typed words are the same message. */
  actions(ids: ChoiceId[]) {
    return this.choices(ids).map(({ title, short }) => ({
      type: ActionTypes.ImBack,
      title,
      value: title,
      channelData: { short },
    }));
  }

  /** Something stands ready to open the next bubble. */
  get hasOpening(): boolean {
    return this.opening.some(Boolean);
  }

  /** How many bubbles it would take to say a text now, with what stands ready to open it. */
  bubblesFor(text: string): number {
    return inBubbles([...this.opening, text].filter(Boolean).join('\n\n'))[0] ? 2 : 1;
  }

  /** The verdict or mandates were shown in this turn. */
  get hasShown(): boolean {
    return this.said.some(({ shows }) => shows !== undefined);
  }

  /** How many bubbles this turn has said. */
  get bubbles(): number {
    return this.said.length;
  }

  /** Writes down what was said and offered, for "repeat" and for buttons pressed later. */
  close(): Memory {
    if (this.said.length === 0) return this.memory;
    const offered = this.choices(this.said.at(-1)?.choices ?? []).map(({ id, title }) => ({
      id,
      title,
    }));
    this.memory.lastReplies = this.said.map(({ text }) => text);
    this.memory.lastShown = this.said.at(-1)?.shows;
    this.memory.means = this.said.at(-1)?.means;
    if (offered.length > 0) this.memory.offered = [offered, ...this.memory.offered].slice(0, OFFERED_KEPT);
    return this.memory;
  }
}

const wordsIn = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const blanksIn = (text: string): number => text.match(/\s/g)?.length ?? 0;

/**
 * A text that is too long for one bubble is cut between two of its lines, as late as it may be; who reads aloud can take
 * breath there. `unlike`: a line earlier where the last bubble would be this one, word for word.
 */
function inBubbles(text: string, unlike?: string): [before: string | undefined, last: string] {
  // Counting blanks is quicker, and says of most texts that they are short enough.
  if (blanksIn(text) < MAX_WORDS || wordsIn(text) <= MAX_WORDS) return [undefined, text];
  const lines = text.split('\n');
  const cuts = lines
    .map((_, end) => [lines.slice(0, end), lines.slice(end)].map((part) => part.join('\n').trim()))
    .filter(([before, last]) => before && last && wordsIn(before) <= MAX_WORDS) as [string, string][];
  const balanced = cuts.filter(([, last]) => wordsIn(last) <= MAX_WORDS);
  return (
    balanced.findLast(([, last]) => last !== unlike) ?? balanced.at(-1) ?? cuts.at(-1) ?? [undefined, text]
  );
}

/** The turn that a dialog runs in. */
export function talkOf(context: TurnContext): Talk {
  const talk = context.turnState.get<Talk>(TALK);
  if (!talk) throw new Error('A dialog ran outside of a turn of the conversation.');
  return talk;
}
