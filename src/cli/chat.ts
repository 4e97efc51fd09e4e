import { createInterface, type Interface } from 'node:readline';
import { Option } from 'commander';
import { CodedError } from '../errors.ts';
import { LOCALES } from '../locale.ts';
import { openTalk } from '../widget/direct-line.ts';
import type { Activity } from '../widget/talk.ts';
import { showReply } from './chat-screen.ts';
import { type Cli, EXIT, runCommand, UnusableInput } from './run-command.ts';

interface Options {
  locale: string;
  url: string;
  json?: boolean;
}

/** How long an answer may take before the command gives up. */
const PATIENCE_MS = 30_000;

/** Where the visitor of the terminal types. */
export const chatCommand =
  (input: NodeJS.ReadableStream & { isTTY?: boolean } = process.stdin) =>
  ({ program, print, exit }: Cli): void => {
    program
      .name('npm run chat --')
      .description('Talks with the running assistant in a terminal, through Direct Line. Ctrl+C leaves.')
      .addOption(new Option('--locale <locale>', 'language of the greeting').choices(LOCALES).default('fr'))
      .option('--url <address>', 'where the assistant runs', 'http://localhost:3978')
      .option('--json', "print the bot's activities as they come, one line of JSON each")
      .action(async ({ locale, url, json }: Options) => {
        if (!URL.canParse(url) || !/^https?:/.test(url))
          throw new UnusableInput('INPUT', `--url ${url} is not an address.`, 'Write http://localhost:3978.');
        await mustAnswer(url);
        await converse({ locale, url, json: json ?? false, input, print });
        exit(EXIT.success);
      });
  };

async function mustAnswer(url: string): Promise<void> {
  try {
    await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(5_000) });
  } catch (cause) {
    throw new CodedError('NO_SERVER', `No assistant answers at ${url}.`, 'Start it with: npm start', {
      cause,
    });
  }
}

interface Conversation {
  locale: string;
  url: string;
  json: boolean;
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  print: Cli['print'];
}

/** One line of input, one turn: the next is read when the answer to the last has been shown. */
async function converse({ locale, url, json, input, print }: Conversation): Promise<void> {
  let choices: string[] = [];
  let ear: { hears(activity: Activity): boolean; content(): void; fail(error: Error): void } | undefined;
  let over: CodedError | undefined;
  let lines: Interface | undefined;
  let leaving = false;

  /** Replies stand in one set with what they answer, so when this resolves they have been shown. */
  const until = (hears: (activity: Activity) => boolean) =>
    new Promise<void>((content, fail) => {
      ear = { hears, content, fail };
      setTimeout(fail, PATIENCE_MS, noAnswer()).unref();
    });

  const talk = openTalk({
    server: url,
    locale,
    onActivity(activity) {
      if (activity.from?.role === 'bot' && activity.type === 'message') {
        const shown = showReply(activity, choices.length);
        choices = [...choices, ...shown.choices];
        print(json ? `${JSON.stringify(activity)}\n` : `\n${shown.text}\n`);
      }
      if (ear?.hears(activity)) ear.content();
    },
    onStatus(status) {
      if (status === 'offline' && !json) print('\n(connection lost, trying again …)\n');
      if (status !== 'ended') return;
      over = ended();
      ear?.fail(over);
      lines?.close();
    },
    onFailed: (_clientId, code) => ear?.fail(refused(code)),
  });
  try {
    await until(({ from }) => from?.role === 'bot');
    lines = createInterface({
      input,
      output: input.isTTY && !json ? process.stdout : undefined,
      prompt: '\n> ',
    });
    lines.on('close', () => {
      leaving = true;
    });
    lines.on('SIGINT', () => {
      lines?.close();
      ear?.content();
    });
    lines.prompt();
    for await (const line of lines) {
      const text = choices[Number(line) - 1] ?? line;
      if (text.trim() !== '') {
        choices = [];
        const clientId = talk.send({ type: 'message', text });
        await until(({ channelData }) => channelData?.clientActivityID === clientId);
      }
      if (!leaving) lines.prompt();
    }
    if (over) throw over;
  } finally {
    lines?.close();
    talk.close();
  }
}

const noAnswer = () =>
  new CodedError('NO_ANSWER', 'The assistant does not answer.', 'See what its log says.');
const ended = () => new CodedError('ENDED', 'The conversation was ended.', 'Begin another: npm run chat');
const refused = (code: string) =>
  new CodedError('REFUSED', `The message was refused (${code}).`, 'Write it otherwise.');

if (import.meta.main) process.exitCode = await runCommand(chatCommand(), process.argv.slice(2));
