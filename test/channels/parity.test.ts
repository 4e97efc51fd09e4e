import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import type { ActivityJson } from '../../src/transcripts/turn.ts';
import { type Assistant, startAssistant, TODAY } from '../conversations/assistant.ts';
import { type Line, readScript, type Script } from '../conversations/script.ts';
import { brokenLimits, CHANNELS, type Channel } from './broken-limits.ts';
import { wordsShown } from './replies.ts';
import { incoming, plainly, press } from './visitors.ts';

const FOLDER = path.resolve(import.meta.dirname, '../conversations');
const scripts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.chat'))
  .map((file) => [file, readScript(readFileSync(path.join(FOLDER, file), 'utf8'), file)] as const);

let assistant: Assistant;
beforeAll(async () => {
  assistant = await startAssistant();
}, 60_000);
afterAll(() => assistant.stop());

interface Heard {
  /** The messages of each turn, the greeting first. */
  turns: ActivityJson[][];
  /** What is remembered in the end. */
  memory: unknown;
}

/** Somebody on a channel: presses what is shown there, and answers by number or in words where nothing is. */
function meetOn(channel: Channel, { locale }: Script) {
  const visitor = assistant.meet(locale, channel);
  const turns: ActivityJson[][] = [];
  const send = async (activity: Partial<Activity>) => {
    const replies = await visitor.receive(incoming(channel, activity));
    turns.push(replies.filter(({ type }) => type === 'message'));
  };
  return {
    channel,
    // Messenger tells of nobody's arrival but by an opt-in.
    arrive: () =>
      send(
        channel === 'facebook'
          ? { type: 'event', locale, channelData: { optin: {} } }
          : { type: 'conversationUpdate', locale, membersAdded: [{ id: 'dl_visitor', name: '' }] },
      ),
    async say(line: Extract<Line, { kind: 'user' }>) {
      const pressed = press(channel, line.text, turns.at(-1) ?? []);
      if (line.press && !pressed)
        throw new Error(`${channel}, line ${line.number}: nothing says "${line.text}"`);
      await send(pressed ?? { text: line.text });
    },
    heard: async (): Promise<Heard> => ({
      turns,
      memory: (await assistant.store.load(visitor.conversationId)).state,
    }),
  };
}

/** Plays a script on every channel, line by line; not at once, or the recognizers would run out of their time. */
async function playEverywhere(script: Script): Promise<Record<Channel, Heard>> {
  assistant.clock.now = TODAY;
  const visitors = CHANNELS.map((channel) => meetOn(channel, script));
  for (const { arrive } of visitors) await arrive();
  for (const line of script.lines) {
    if (line.kind === 'wait')
      assistant.clock.now = new Date(assistant.clock.now.getTime() + line.minutes * 60_000);
    if (line.kind === 'user') for (const { say } of visitors) await say(line);
  }
  const heard = await Promise.all(visitors.map(async (visitor) => [visitor.channel, await visitor.heard()]));
  return Object.fromEntries(heard);
}

/** What is the same on every channel: links have a key of their own, and numbers stand before choices. */
const wordsOf = (text: string): string[] =>
  plainly(text.replace(/https?:\S+/g, ''))
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const said = (turn: ActivityJson[]): string => turn.map(wordsShown).join(' ');

const topics = (turn: ActivityJson[]): unknown[] =>
  turn.flatMap(({ entities }) =>
    ((entities ?? []) as { identifier?: string }[]).flatMap(({ identifier }) => identifier ?? []),
  );

/** Texts that a turn says on the web, but for the labels of buttons, which may be short elsewhere. */
const texts = (turn: ActivityJson[]): string[] =>
  (turn as unknown as Partial<Activity>[]).flatMap(({ text, attachments = [] }) => [
    text ?? '',
    ...attachments.map(({ content: { buttons: _buttons, ...card } }) => wordsShown(card)),
  ]);

/** What was meant and understood, without how it was worded and when. */
function meaningOf(memory: unknown) {
  const { profile, asked, verdictShown, found, handoff, rated, locale, previousTopic, skipped } =
    memory as Record<string, unknown>;
  return { profile, asked, verdictShown, found, handoff, rated, locale, previousTopic, skipped };
}

describe.each(scripts)('%s', (_file, script) => {
  let heardOn: Record<Channel, Heard>;
  beforeAll(async () => {
    heardOn = await playEverywhere(script);
  });

  test.each([...CHANNELS])('means the same on %s, within its limits', (channel) => {
    const web = heardOn.directline;
    const heard = heardOn[channel];
    const broken = heard.turns.flat().flatMap((shown) => brokenLimits(channel, shown as Partial<Activity>));
    expect(broken).toEqual([]);
    expect(heard.turns.map(topics)).toEqual(web.turns.map(topics));
    expect(meaningOf(heard.memory)).toEqual(meaningOf(web.memory));
    for (const [index, turn] of web.turns.entries()) {
      const here = new Set(wordsOf(said(heard.turns[index] ?? [])));
      expect(
        texts(turn)
          .flatMap(wordsOf)
          .filter((word) => !here.has(word)),
      ).toEqual([]);
      const choices = (turn.at(-1)?.suggestedActions as Activity['suggestedActions'])?.actions ?? [];
      const unreachable = choices.filter(({ value }) => !press(channel, value, heard.turns[index] ?? []));
      expect(unreachable.map(({ title }) => title)).toEqual([]);
    }
  });
});
