import { Command, CommanderError } from 'commander';
import { CodedError } from '../errors.ts';

/** What a command tells the shell. */
export const EXIT = { success: 0, finding: 1, misuse: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Input that a command was given and cannot use: a file that is missing, malformed or of the wrong shape. */
export class UnusableInput extends CodedError {}

/** A command whose actions set the exit code by `exit`. */
export interface Cli {
  program: Command;
  exit: (code: Exit) => void;
}

/**
 * Runs a command line and answers its exit code: what the action set, 2 for misuse and unusable input with one line on
 * stderr, 1 for any other known error.
 */
export async function runCommand(build: (cli: Cli) => void, argv: string[]): Promise<Exit> {
  let code: Exit = EXIT.success;
  const program = new Command().exitOverride();
  build({
    program,
    exit: (wanted) => {
      code = wanted;
    },
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.misuse;
    if (!(error instanceof CodedError)) throw error;
    process.stderr.write(`${error.line}\n`);
    return error instanceof UnusableInput || error.code === 'CONFIG' ? EXIT.misuse : EXIT.finding;
  }
}
