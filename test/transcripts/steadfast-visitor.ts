import { openTalk } from '../../src/widget/direct-line.ts';
import type { Activity, SavedTalk } from '../../src/widget/talk.ts';

/** What is said in each conversation. The answers to "repeat that" come from the state that the turn before left. */
const SCRIPT = [
  'how long does it last?',
  'repeat that',
  'which countries do you work in?',
  'do I need to be an expert?',
  'repeat that',
  'is it safe?',
  'what is volunteer cooperation?',
  'repeat that',
  'which languages do I need?',
  'I am retired, can I go?',
  'repeat that',
  'thanks',
  'what about students?',
  'repeat that',
  'hello',
  'goodbye',
];

/** A visitor who talks without a pause, over the widget's own client. */
export interface Visitor {
  /** Ids of what the server acknowledged, in the order of sending. */
  acknowledged: string[];
  /** Ids of what came over the stream: everything said in the conversation, by either side. */
  received: string[];
  /** Goes on talking, from the next message of the script. */
  resume(): void;
  /** What is on its way is still sent, and sent again; nothing new is. */
  pause(): void;
  hasFinished(): boolean;
  /** Everything that was sent is acknowledged. */
  isQuiet(): boolean;
  /** Connects now instead of when the client would. */
  wake(): void;
  close(): void;
  /** The conversation as the server keeps it, from its beginning. */
  log(): Promise<Activity[]>;
}

export function steadfastVisitor(server: string): Visitor {
  const acknowledged: string[] = [];
  const received: string[] = [];
  let saved: SavedTalk | undefined;
  let sent = 0;
  let isPaused = true;

  const talk = openTalk({
    server,
    locale: 'en',
    onActivity({ type, id }) {
      // Typing is shown for a moment and kept nowhere.
      if (type !== 'typing') received.push(id ?? 'no id');
    },
    onSent(_clientId, id) {
      acknowledged.push(id);
      sayNext();
    },
    onFailed(_clientId, code) {
      throw new Error(`a message was refused: ${code}`);
    },
    onSave(talk) {
      saved = talk;
    },
  });

  const hasFinished = () => acknowledged.length === SCRIPT.length;
  const isQuiet = () => saved !== undefined && saved.conversationId !== '' && acknowledged.length === sent;

  function sayNext(): void {
    const text = SCRIPT[sent];
    if (isPaused || text === undefined || acknowledged.length < sent) return;
    sent += 1;
    talk.send({ type: 'message', text });
  }

  return {
    acknowledged,
    received,
    hasFinished,
    isQuiet,
    wake: talk.wake,
    close: talk.close,
    resume() {
      isPaused = false;
      sayNext();
    },
    pause() {
      isPaused = true;
    },
    async log() {
      const { conversationId = '', token = '', returnToken = '' } = saved ?? {};
      const address = `${server}/v3/directline/conversations/${conversationId}/activities`;
      const read = (bearer: string) => fetch(address, { headers: { authorization: `Bearer ${bearer}` } });
      let response = await read(token);
      // Many rounds take longer than a token lasts.
      if (response.status === 403) response = await read(await renewed(server, returnToken));
      if (!response.ok) throw new Error(`the log was refused: ${response.status}`);
      const { activities } = (await response.json()) as { activities: Activity[] };
      return activities;
    },
  };
}

async function renewed(server: string, returnToken: string): Promise<string> {
  const response = await fetch(`${server}/v3/directline/tokens/refresh`, {
    method: 'POST',
    headers: { authorization: `Bearer ${returnToken}` },
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}
