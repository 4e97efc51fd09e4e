import type { ActivityJson } from '../../src/transcripts/turn.ts';
import { type Assistant, TODAY } from './assistant.ts';
import type { Line, Script } from './script.ts';

interface SuggestedActions {
  actions: { title: string; value: string }[];
}

const titles = (reply: ActivityJson | undefined): string[] =>
  ((reply?.suggestedActions as SuggestedActions | undefined)?.actions ?? []).map(({ title }) => title);

const cardButtons = (reply: ActivityJson | undefined): string[] =>
  ((reply?.attachments ?? []) as { content?: { buttons?: { title: string }[] } }[]).flatMap(
    ({ content }) => content?.buttons?.map(({ title }) => title) ?? [],
  );

const attachments = (reply: ActivityJson | undefined): unknown[] => (reply?.attachments ?? []) as unknown[];

const topicOf = (reply: ActivityJson): string | undefined =>
  (reply.entities as { identifier?: string }[] | undefined)?.[0]?.identifier;

/** What a visitor can press after a reply: the quick replies, and the buttons of its cards. */
export const buttonsOf = (reply: ActivityJson | undefined): string[] => [
  ...titles(reply),
  ...cardButtons(reply),
];

/** Non-breaking spaces are for the eye; scripts are typed with plain ones. */
const plain = (text: string): string =>
  text
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/’/g, "'")
    .replace(/\s+/g, ' ');

const words = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const MAX_BUBBLES = 3;
const MAX_WORDS = 60;

/** What every turn owes the visitor, whatever the script says. Gives what is wrong, if anything. */
export function manners(replies: ActivityJson[]): string | undefined {
  const bubbles = replies.filter(({ type }) => type === 'message');
  if (bubbles.length === 0) return 'the turn stays unanswered';
  if (bubbles.length > MAX_BUBBLES) return `${bubbles.length} bubbles in one turn`;
  const long = bubbles.find(({ text }) => words(text ?? '') > MAX_WORDS);
  if (long) return `a bubble of ${words(long.text ?? '')} words: ${long.text}`;
  if (titles(bubbles.at(-1)).length === 0) return `no next step after: ${bubbles.at(-1)?.text}`;
  return undefined;
}

/** Plays a script to the assistant; throws at the first line that is not as written, with the talk so far. */
export async function replay(script: Script, assistant: Assistant): Promise<void> {
  assistant.clock.now = TODAY;
  const visitor = assistant.meet(script.locale);
  const heard: string[] = [];
  const messages = (all: ActivityJson[]) => all.filter(({ type }) => type === 'message');
  let replies = messages(await visitor.arrive());
  let bubble = 0;
  const fail = (line: Line, problem: string): never => {
    throw new Error(`line ${line.number}: ${problem}\n\nThe talk so far:\n${heard.join('\n')}`);
  };
  const listen = () => {
    for (const reply of replies) heard.push(`bot: ${plain(reply.text ?? '')}`);
    const last = replies.at(-1);
    if (attachments(last).length > 0) heard.push(`cards: ${attachments(last).length}`);
    if (titles(last).length > 0) heard.push(`buttons: ${titles(last).map(plain).join(' | ')}`);
    bubble = 0;
  };
  listen();

  for (const line of script.lines) {
    switch (line.kind) {
      case 'user': {
        if (bubble > 0 && bubble < replies.length)
          fail(line, `the answer before has ${replies.length} bubbles, not ${bubble}`);
        const offered = buttonsOf(replies.at(-1));
        const label = offered.find((title) => plain(title) === line.text);
        if (line.press && !label) fail(line, `no button says "${line.text}"`);
        heard.push(`user: ${line.press ? `[${line.text}]` : line.text}`);
        replies = messages(await visitor.say(label ?? line.text));
        listen();
        const rude = manners(replies);
        if (rude) fail(line, rude);
        break;
      }
      case 'bot': {
        const text = plain(replies[bubble]?.text ?? '');
        if (!says(text, line.text)) fail(line, `expected "${line.text}" and heard "${text}"`);
        bubble += 1;
        break;
      }
      case 'buttons': {
        const shown = titles(replies.at(-1)).map(plain);
        const missing = line.labels.filter((label) => !shown.includes(label));
        if (missing.length > 0) fail(line, `no button says "${missing.join('", "')}"`);
        break;
      }
      case 'topic':
        if (!replies.some((reply) => topicOf(reply) === line.topic))
          fail(line, `no reply is about ${line.topic}`);
        break;
      case 'cards':
        if (attachments(replies.at(-1)).length !== line.count)
          fail(line, `there are ${attachments(replies.at(-1)).length} cards`);
        break;
      case 'wait':
        assistant.clock.now = new Date(assistant.clock.now.getTime() + line.minutes * 60_000);
    }
  }
}

/** Whether a bubble holds the words of a script's line, in order; "…" stands for anything between them. */
function says(text: string, expected: string): boolean {
  let from = 0;
  for (const part of expected.split('…').map((each) => plain(each).trim())) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
