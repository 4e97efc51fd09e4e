import { ActivityTypes, type TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogInstance } from 'botbuilder-dialogs';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { type Locale, pickLocale } from '../src/locale.ts';
import type { TurnCommit } from '../src/transcripts/store.ts';
import type { TurnFacts } from '../src/transcripts/turn.ts';
import { openDialogs } from './dialog-context.ts';
import { eligibility } from './eligibility.ts';
import { comment } from './feedback.ts';
import { greet, STARTERS } from './greeting.ts';
import { handoff } from './handoff.ts';
import { route } from './main.ts';
import { mandates } from './mandates.ts';
import { learn, type Memory, recall } from './memory.ts';
import { erase } from './privacy.ts';
import { sayBack } from './statements.ts';
import { unpackProfile } from './summary.ts';
import { type Services, Talk } from './talk.ts';

/** What a turn leaves behind beside what it said. */
export interface Reply {
  state: unknown;
  facts: TurnFacts;
  handoff?: TurnCommit['handoff'];
  /** Everything of this conversation is to be erased, but for what this turn says. */
  erase?: boolean;
}

export interface Conversation {
  /**
   * Answers an activity: says the replies on the context and gives the state to keep. Throws on a fault of ours.
   * A state that this process has given itself (`isOwn`) need not be checked again.
   */
  respond(context: TurnContext, state: unknown, isOwn?: boolean): Promise<Reply>;
  /** After a fault: an apology with a reference that staff can search for; the state stays as it was. */
  apologise(context: TurnContext, state: unknown, reference: string): Promise<Reply>;
}

const FORMS = new DialogSet();
for (const form of [eligibility, mandates, handoff, comment, erase]) FORMS.add(form);

export function createConversation(services: Services, defaultLocale: Locale): Conversation {
  const localeOf = (context: TurnContext) => pickLocale(context.activity.locale) ?? defaultLocale;

  return {
    async respond(context, state, isOwn) {
      const { memory, restarted } = isOwn
        ? { memory: state as Memory, restarted: false }
        : recall(state, localeOf(context));
      const talk = new Talk(context, services, memory);
      if (restarted) talk.open(talk.t('main:stateRestarted'));
      // The dialogs' stack is part of the one state that a turn commits; no BotState of the SDK is involved.
      const dc = openDialogs(FORMS, context, memory.dialogs.dialogStack as DialogInstance[]);
      // While a person has the talk, the words are kept for them and the assistant stays quiet.
      if (memory.handoff === 'taken' && !isAboutOwnData(talk)) talk.facts.locale = memory.locale;
      else await react(talk, dc);
      return {
        state: { ...talk.close(), lastAt: services.now().toISOString(), dialogs: { dialogStack: dc.stack } },
        facts: talk.facts,
        ...talk.effects,
      };
    },

    async apologise(context, state, reference) {
      const { memory } = recall(state, localeOf(context));
      const talk = new Talk(context, services, memory);
      await talk.say({ text: talk.t('errors:apology', { reference }), choices: STARTERS });
      return { state, facts: { locale: memory.locale, reference } };
    },
  };
}

async function react(talk: Talk, dc: DialogContext): Promise<void> {
  const { activity } = talk.context;
  switch (activity.type) {
    case ActivityTypes.Message:
      return route(dc);
    case ActivityTypes.ConversationUpdate: {
      const joined = activity.membersAdded?.some(({ id }) => id !== activity.recipient?.id);
      if (!joined || talk.memory.greeted) return;
      await greet(talk);
      return openShared(talk, dc);
    }
    default:
      return;
  }
}

/** Everybody may have their data erased at any time, whoever they talk to; the buttons for it say so word for word. */
function isAboutOwnData({ context, memory, services }: Talk): boolean {
  const pressed = services.labels.find(context.activity.text ?? '', memory.locale);
  return pressed?.id.startsWith('privacy/') ?? false;
}

/** A shared link brings its answers along: they are learned and judged; what is missing is asked. */
async function openShared(talk: Talk, dc: DialogContext): Promise<void> {
  const { channelData } = talk.context.activity as { channelData?: { profile?: unknown } };
  const shared = unpackProfile(channelData?.profile);
  if (!shared) return;
  talk.learned = learn(talk.memory, shared, false);
  sayBack(talk);
  await dc.beginDialog('eligibility');
}
