import { Option } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { type Account, type Accounts, createAccounts } from '../staff/access/accounts.ts';
import { ROLES, type Role } from '../staff/access/roles.ts';
import { openStaffStorage } from '../staff/storage/open.ts';
import { type Cli, main, UnusableInput } from './run-command.ts';

interface Options {
  role?: Role;
  name?: string;
  json?: boolean;
}

function build({ program, print }: Cli): void {
  const say = (text: string) => print(`${text}\n`);

  program
    .name('npm run staff --')
    .description('Accounts of the staff pages. Nobody has a password until they choose one by their link.');
  const role = () =>
    new Option(
      '--role <role>',
      'reviewer reads masked, agent answers visitors, editor edits, admin does all',
    ).choices(ROLES);

  program
    .command('add')
    .argument('<email>')
    .description('make an account and print its one-time link, good for three days')
    .addOption(role().makeOptionMandatory())
    .option('--name <name>', 'what visitors read when this person answers')
    .option('--json', 'print JSON')
    .action((email: string, { role: given, name, json }: Options) =>
      withAccounts(async (accounts, linkOf) => {
        const token = await accounts.add({ email: checked(email), name, role: given as Role });
        say(invitation(email, linkOf(token), json));
      }),
    );

  program
    .command('reset')
    .argument('<email>')
    .description('void password and sessions, enable the account, print a new one-time link')
    .option('--json', 'print JSON')
    .action((email: string, { json }: Options) =>
      withAccounts(async (accounts, linkOf) =>
        say(invitation(email, linkOf(await accounts.reset(email)), json)),
      ),
    );

  program
    .command('disable')
    .argument('<email>')
    .description('sign somebody out everywhere and let them in no more')
    .action((email: string) =>
      withAccounts(async (accounts) => {
        await accounts.disable(email);
        say(`${email} is disabled. \`enable\` lets them in again.`);
      }),
    );

  program
    .command('enable')
    .argument('<email>')
    .description('let somebody in again who was disabled')
    .action((email: string) =>
      withAccounts(async (accounts) => {
        await accounts.enable(email);
        say(`${email} may sign in again.`);
      }),
    );

  program
    .command('role')
    .argument('<email>')
    .description('give somebody another role, from their next click on')
    .addOption(role().makeOptionMandatory())
    .action((email: string, { role: given }: Options) =>
      withAccounts(async (accounts) => {
        await accounts.setRole(email, given as Role);
        say(`${email} is ${given} now.`);
      }),
    );

  program
    .command('list')
    .description('all accounts')
    .option('--json', 'print JSON')
    .action(({ json }: Options) =>
      withAccounts(async (accounts) => {
        const all = await accounts.list();
        if (json) return say(JSON.stringify(all, null, 2));
        say(all.length === 0 ? 'There is no account yet. Use `add`.' : all.map(described).join('\n'));
      }),
    );
}

/** Works on the accounts of this installation: the settings say where they are. */
async function withAccounts(
  work: (accounts: Accounts, linkOf: (token: string) => string) => Promise<void>,
): Promise<void> {
  const config = readConfig();
  const storage = await openStaffStorage(config);
  try {
    await work(
      createAccounts(await storage.database(), () => new Date()),
      (token) => new URL(`staff/invitation/${token}`, config.home).href,
    );
  } finally {
    await storage.close();
  }
}

function checked(email: string): string {
  if (z.email().safeParse(email).success) return email;
  throw new UnusableInput('EMAIL', `${email} is no e-mail address.`, 'Write it as name@example.org.');
}

const invitation = (email: string, link: string, json?: boolean): string =>
  json
    ? JSON.stringify({ email, link })
    : `${email} chooses a password here, once, within three days:\n${link}`;

function described({ email, role, provider, disabled, active }: Account): string {
  const state = disabled ? 'disabled' : active ? '' : 'invited';
  return [email, role, provider === 'local' ? '' : provider, state].filter(Boolean).join('  ');
}

if (import.meta.main) await main(build);
