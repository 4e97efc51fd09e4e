import { existsSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { backupStaff, restoreStaff } from '../staff/storage/backup.ts';
import { moveStaffToPostgres } from '../staff/storage/move.ts';
import { moveToPostgres } from '../transcripts/move.ts';
import { STORE_FILE } from '../transcripts/open-store.ts';
import { expireOld } from '../transcripts/retention.ts';
import { backup, mustExist, restore } from '../transcripts/sqlite/backup.ts';
import { verifyPostgres, verifySqlite } from '../transcripts/verification.ts';
import { mustHaveFolder } from './output-file.ts';
import { type Cli, EXIT, main, UnusableInput } from './run-command.ts';
import { withStore } from './with-store.ts';

interface Options {
  replace?: boolean;
  json?: boolean;
  days?: string;
  conversation?: string;
  user?: string;
}

const logger = pino({ level: 'silent' });

export function storeCommand({ program, print, exit }: Cli): void {
  const say = ({ json }: Options, result: object, sentence: string) =>
    print(json ? `${JSON.stringify(result)}\n` : `${sentence}\n`);
  program
    .name('npm run store --')
    .description('Keeps, checks, moves and clears what DATA_DIR or DATABASE_URL holds.');

  program
    .command('backup')
    .argument('<file>', 'where to')
    .description(
      'write a checked copy, also while the bot runs; throw it away in time: it holds what is erased later',
    )
    .option('--replace', 'write over a file that is there')
    .option('--json', 'print JSON')
    .action(async (target: string, options: Options) => {
      await mustHaveFolder(target);
      await backup(sqliteFile(), target, {
        ...options,
        progress: (part) => show(`${Math.round(part * 100)} %`),
      });
      const staff = staffPart(target);
      const hasStaff = await backupStaff(readConfig().dataDir, staff);
      const files = hasStaff ? [target, staff] : [target];
      say(
        options,
        { written: target, ...(hasStaff && { staff }) },
        `Written and checked: ${files.join(', ')}`,
      );
    });

  program
    .command('restore')
    .argument('<file>', 'a backup')
    .description(
      'put a backup in place, while the bot is stopped; what was there is kept beside it, out of reach of erasure',
    )
    .option('--replace', 'take the place of the store that is there')
    .option('--json', 'print JSON')
    .action(async (source: string, options: Options) => {
      const kept = await restore(source, sqliteFile(), options);
      const staff = staffPart(source);
      const keptStaff = existsSync(staff) ? await restoreStaff(staff, readConfig().dataDir) : undefined;
      const aside = [kept, keptStaff].filter((file) => file !== undefined);
      const reminder = `What was there is kept in ${aside.join(', ')}; no erasure reaches it. Delete it in time.`;
      say(
        options,
        { restored: source, kept, keptStaff },
        aside.length > 0 ? `Restored. ${reminder}` : 'Restored.',
      );
    });

  program
    .command('migrate')
    .argument('<url>', 'postgres://user:password@host:port/database, an empty one')
    .description(
      'copy conversations, accounts and contents of DATA_DIR to PostgreSQL, while the bot is stopped, and compare every row',
    )
    .option('--json', 'print JSON')
    .action(async (url: string, options: Options) => {
      if (!/^postgres(ql)?:\/\//.test(url))
        throw new UnusableInput(
          'INPUT',
          'The address is not one of PostgreSQL.',
          'It begins with postgres://',
        );
      const { dataDir } = readConfig();
      mustExist(sqliteFile());
      const staff = await moveStaffToPostgres({ dataDir, databaseUrl: url });
      const { rows } = await moveToPostgres(sqliteFile(), url, logger, (table, count) =>
        show(`${table} ${count}`),
      );
      say(
        options,
        { rows, staff },
        `${counted({ ...rows, ...staff })}\nThe same in both. Now start the bot with DATABASE_URL set to it.`,
      );
    });

  program
    .command('verify')
    .argument('[file]', 'a store or a backup; without it, the one that the bot uses')
    .description('look at every page, index and row; exit 1 when something contradicts itself')
    .option('--json', 'print JSON')
    .action(async (file: string | undefined, options: Options) => {
      const { databaseUrl } = readConfig();
      const verified =
        file === undefined && databaseUrl !== undefined
          ? await verifyPostgres(databaseUrl, logger)
          : verifySqlite(file ?? sqliteFile());
      if (verified.findings.length > 0) exit(EXIT.finding);
      say(options, verified, [counted(verified.rows), ...verified.findings].join('\n'));
    });

  program
    .command('expire')
    .description(
      'erase the conversations that nobody touched for longer than RETENTION_DAYS; the bot does so daily',
    )
    .option('--days <number>', 'another number of days')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const days = options.days === undefined ? readConfig().retentionDays : daysOf(options.days);
      const erased = await withStore((store) => expireOld(store, days, 'command'));
      say(options, { erased }, `${erased} conversations erased.`);
    });

  program
    .command('erase')
    .description(
      'erase one conversation, or all of a visitor, everywhere but in backups and in what restore has set aside',
    )
    .option('--conversation <id>')
    .option('--user <id>')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const { conversation: conversationId, user: userId } = options;
      if ((conversationId === undefined) === (userId === undefined))
        throw new UnusableInput('INPUT', 'Whose words?', 'Give either --conversation ID or --user ID.');
      const target = userId === undefined ? { conversationId: conversationId ?? '' } : { userId };
      const erased = await withStore((store) => store.erase(target, 'command'));
      if (erased === 0) exit(EXIT.finding);
      say(options, { erased }, `${erased} conversations erased.`);
    });
}

/** Accounts and published answers stand in a file of their own, and so do they in a backup. */
const staffPart = (backupFile: string): string => `${backupFile}-staff`;

/** The file of DATA_DIR; backup and restore of PostgreSQL are its own tools' work. */
const sqliteFile = (): string => path.join(readConfig().dataDir, STORE_FILE);

function daysOf(given: string): number {
  const days = Number(given);
  if (Number.isInteger(days) && days >= 0) return days;
  throw new UnusableInput(
    'INPUT',
    `--days ${given} is no number of days.`,
    'Write a whole number, 0 or more.',
  );
}

const counted = (rows: Record<string, number>): string =>
  Object.entries(rows)
    .map(([table, number]) => `${table}: ${number}`)
    .join('\n');

/** On a terminal, what takes long shows how far it is. */
function show(progress: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${progress}\u001b[K`);
}

if (import.meta.main) await main(storeCommand);
