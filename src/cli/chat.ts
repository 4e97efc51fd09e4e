import { createInterface } from 'node:readline';
import { Option } from 'commander';
import { CodedError } from '../errors.ts';
import { LOCALES } from '../locale.ts';
import { showReply } from './chat-screen.ts';
import { openDialogue } from './dialogue.ts';
import { type Cli, EXIT, main, UnusableInput } from './run-command.ts';

interface Options {
  locale: string;
  url: string;
  json?: boolean;
}

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
  const dialogue = openDialogue({
    server: url,
    locale,
    onReply(activity) {
      const shown = showReply(activity, choices.length);
      choices = [...choices, ...shown.choices];
      print(json ? `${JSON.stringify(activity)}\n` : `\n${shown.text}\n`);
    },
    onOffline: () => json || print('\n(connection lost, trying again …)\n'),
  });
  try {
    await dialogue.greeted;
    const output = input.isTTY && !json ? process.stdout : undefined;
    const lines = createInterface({ input, output, prompt: '\n> ' });
    let leaving = false;
    lines.on('close', () => {
      leaving = true;
    });
    lines.on('SIGINT', () => {
      lines.close();
      dialogue.close();
    });
    lines.prompt();
    for await (const line of lines) {
      const text = choices[Number(line) - 1] ?? line;
      choices = [];
      if (text.trim() !== '') await dialogue.ask(text);
      if (!leaving) lines.prompt();
    }
  } finally {
    dialogue.close();
  }
}

if (import.meta.main) await main(chatCommand());
