import { Command, CommanderError } from 'commander';
import { loadDotEnv } from '../config.ts';
import { CodedError } from '../errors.ts';

/** What a command tells the shell. */
export const EXIT = { success: 0, finding: 1, misuse: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Input that a command was given and cannot use: a file that is missing, malformed or of the wrong shape. */
export class UnusableInput extends CodedError {}

/** Known errors of other parts that come from how a command was called. */
const MISUSE = new Set(['CONFIG', 'MANDATES_FORMAT']);

/** What a command is made with. */
export interface Cli {
  program: Command;
  print: (text: string) => void;
  /** Sets the exit code, 0 until then. */
  exit: (code: Exit) => void;
}

/** Where a command writes, by default the terminal. */
export interface Output {
  out: (text: string) => void;
  err: (text: string) => void;
}

const terminal: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/**
 * Runs a command line and answers its exit code: what the action set, 2 for misuse and unusable input with one line of
 * error, 1 for any other known error.
 */
export async function runCommand(
  build: (cli: Cli) => void,
  argv: string[],
  { out, err } = terminal,
): Promise<Exit> {
  let code: Exit = EXIT.success;
  const program = new Command().exitOverride().configureOutput({ writeOut: out, writeErr: err });
  const exit = (wanted: Exit) => {
    code = wanted;
  };
  build({ program, print: out, exit });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.misuse;
    if (!(error instanceof CodedError)) throw error;
    err(`${error.line}\n`);
    return error instanceof UnusableInput || MISUSE.has(error.code) ? EXIT.misuse : EXIT.finding;
  }
}

/** A command as the shell calls it, with the settings of `.env`. */
export async function main(build: (cli: Cli) => void): Promise<void> {
  loadDotEnv();
  process.exitCode = await runCommand(build, process.argv.slice(2));
}
