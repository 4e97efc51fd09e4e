import { CodedError } from '../errors.ts';
import { openTalk } from '../widget/direct-line.ts';
import type { Activity } from '../widget/talk.ts';

/** A talk in turns: one says something, and waits for the answer. */
export interface Dialogue {
  /** Resolves when the bot has greeted. Rejects, as `ask` does, with a CodedError that says why nothing came. */
  greeted: Promise<void>;
  /** Resolves when the answer has been given to `onReply`, or the dialogue is closed. */
  ask(text: string): Promise<void>;
  close(): void;
}

interface Parts {
  server: string;
  locale: string;
  onReply(activity: Activity): void;
  onOffline(): void;
}

/** How long an answer may take, reconnections included. */
const PATIENCE_MS = 30_000;

export function openDialogue({ server, locale, onReply, onOffline }: Parts): Dialogue {
  /** Ids of the messages that have been answered. */
  const answered = new Set<unknown>();
  let isAnswered = () => answered.size > 0;
  let over: CodedError | undefined;
  let waiter: { go(): void; fail(error: Error): void; timer: NodeJS.Timeout } | undefined;

  const settle = (error?: Error) => {
    clearTimeout(waiter?.timer);
    if (error) waiter?.fail(error);
    else waiter?.go();
  };
  const answer = () =>
    new Promise<void>((go, fail) => {
      waiter = { go, fail, timer: setTimeout(() => settle(noAnswer()), PATIENCE_MS) };
      if (over) settle(over);
    });

  const talk = openTalk({
    server,
    locale,
    onActivity(activity) {
      if (activity.from?.role !== 'bot' || activity.type !== 'message') return;
      onReply(activity);
      answered.add(activity.replyToId);
      // All replies to a message come in one set: whoever waits goes on after the last of them.
      if (isAnswered()) settle();
    },
    onSent(_clientId, id) {
      isAnswered = () => answered.has(id);
      if (isAnswered()) settle();
    },
    onStatus(status) {
      if (status === 'offline') onOffline();
      if (status !== 'ended') return;
      over = ended();
      settle(over);
    },
    onFailed: (_clientId, code) => settle(refused(code)),
  });

  return {
    greeted: answer(),
    ask(text) {
      // Not before the server has said under which id it keeps the message.
      isAnswered = () => false;
      talk.send({ type: 'message', text });
      return answer();
    },
    close() {
      talk.close();
      settle();
    },
  };
}

const noAnswer = () =>
  new CodedError('NO_ANSWER', 'The assistant does not answer.', 'See what its log says.');
const ended = () => new CodedError('ENDED', 'The conversation was ended.', 'Begin another: npm run chat');
const refused = (code: string) =>
  new CodedError('REFUSED', `The message was refused (${code}).`, 'Write it otherwise.');
