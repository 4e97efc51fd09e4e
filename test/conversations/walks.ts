import { randomUUID } from 'node:crypto';
import { LOCALES } from '../../src/locale.ts';
import type { ActivityJson } from '../../src/transcripts/turn.ts';
import { createRandom } from '../transcripts/random.ts';
import { type Assistant, TODAY, type Visitor } from './assistant.ts';
import { buttonsOf, manners } from './replay.ts';
import { anyWords, type Dice } from './walk-words.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Whatever was said in each of so many turns running was said once too often. */
const RUNNING = 3;

/** An apology means that a turn threw; it ends with a reference. */
const APOLOGY = /(référence|reference|referencia).*: [0-9a-f]{8}$/;

const PROFILES = [
  { residency: 'citizen', languages: { fr: 'C1' } },
  {
    residency: 'none',
    languages: { en: 'B2' },
    availability: { minMonths: 1, maxMonths: 2 },
    domains: ['other'],
  },
];

/**
 * One seeded conversation that mixes buttons old and new, questions, answers, corrections, slips of the pen, pauses,
 * languages, redeliveries, faults of ours, a person of the team who takes over for a while, and nonsense. Throws with
 * the talk when a turn throws or is rude: no answer, no next step, too much, or the same words three turns running.
 */
export async function walk(seed: number, assistant: Assistant, turns = 12): Promise<void> {
  const roll = createRandom(seed);
  const dice: Dice = { roll, pick: (items) => items[Math.floor(roll() * items.length)] as never };
  const home = dice.pick(LOCALES);
  const visitor = assistant.meet(home);
  assistant.clock.now = TODAY;
  const heard: string[] = [];
  const told: string[][] = [];
  const seen: string[] = [];
  let last = '';
  const fail = (problem: string): never => {
    throw new Error(`seed ${seed}, turn ${told.length + 1}: ${problem}\n${heard.join('\n')}`);
  };
  let replies = messages(
    await visitor.arrive(roll() < 0.1 ? { profile: packed(dice.pick(PROFILES)) } : undefined),
  );
  for (const { text } of replies) heard.push(`bot: ${text}`);

  for (let turn = 0; turn < turns; turn++) {
    seen.push(...buttonsOf(replies.at(-1)));
    pause(assistant, roll());
    const locale = roll() < 0.88 ? home : dice.pick(LOCALES);
    const said = turn > 0 && roll() < 0.07 ? last : anyWords(dice, locale, buttonsOf(replies.at(-1)), seen);
    last = said;
    heard.push(`user: ${said.slice(0, 300)}`);
    const isBroken = roll() < 0.02;
    const id = randomUUID();
    const speak = () => visitor.say(said, { id });
    replies = messages(await (isBroken ? assistant.breakNextTurn(speak) : speak()));
    for (const { text } of replies) heard.push(`bot: ${text}`);
    if (roll() < 0.03 && messages(await speak()).length > 0) fail('a redelivery is answered');

    const apologises = replies.some(({ text }) => APOLOGY.test(text ?? ''));
    if (apologises && !isBroken) fail('the turn failed');
    const rude = manners(replies);
    if (rude) fail(rude);
    told.push(replies.map(({ text }) => text ?? ''));
    const again = told.length >= RUNNING && told.at(-1)?.find((text) => isRepeated(told, text));
    if (again && !apologises) fail(`the same words ${RUNNING} turns running: ${again}`);
    if (roll() < 0.08) await handOver(assistant, visitor, fail);
  }
}

const messages = (replies: ActivityJson[]): ActivityJson[] =>
  replies.filter(({ type }) => type === 'message');

const packed = (profile: object): string => Buffer.from(JSON.stringify(profile)).toString('base64url');

const isRepeated = (told: string[][], text: string): boolean =>
  told.slice(-RUNNING).every((turn) => turn.includes(text));

function pause({ clock }: Assistant, chance: number): void {
  const away = chance < 0.02 ? 2 * DAY : chance < 0.06 ? 60 * MINUTE : MINUTE / 6;
  clock.now = new Date(clock.now.getTime() + away);
}

/** When a request waits, somebody of the team takes the talk for one message, and gives it back. */
async function handOver(
  assistant: Assistant,
  visitor: Visitor,
  fail: (problem: string) => never,
): Promise<void> {
  const { state } = await assistant.store.load(visitor.conversationId);
  if ((state as { handoff?: string }).handoff !== 'waiting') return;
  await setHandoff(assistant, visitor, 'taken');
  if ((await visitor.say('hello, are you there?')).length > 0)
    fail('the assistant speaks while a person has the talk');
  await setHandoff(assistant, visitor, undefined);
}

/** As the staff pages do it: in the state of the conversation. */
export async function setHandoff(
  { store }: Assistant,
  { conversationId }: Visitor,
  handoff: 'taken' | undefined,
): Promise<void> {
  const { state, eTag } = await store.load(conversationId);
  await store.commitTurn({
    conversationId,
    channel: 'directline',
    userId: 'dl_visitor',
    eTag,
    state: { ...(state as object), handoff },
    activities: [],
    outbox: [],
    facts: {},
  });
}
