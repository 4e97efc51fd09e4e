import { Option } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { type Account, type Accounts, createAccounts } from '../staff/access/accounts.ts';
import { ROLES, type Role } from '../staff/access/roles.ts';
import { openStaffStorage } from '../staff/storage/open.ts';
import type { AuditEntry } from '../transcripts/review.ts';
import { type Cli, main, UnusableInput } from './run-command.ts';
import { withStore } from './with-store.ts';

interface Options {
  role?: Role;
  name?: string;
  json?: boolean;
}

export function staffCommand({ program, print }: Cli): void {
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
    .action(async (given: string, { role: chosen, name, json }: Options) => {
      const email = checked(given);
      const act = { action: 'account-add', subject: email, detail: { role: chosen } };
      const token = await change(act, (accounts) => accounts.add({ email, name, role: chosen as Role }));
      say(invitation(email, linkTo(token), json));
    });

  program
    .command('reset')
    .argument('<email>')
    .description('void password and sessions, enable the account, print a new one-time link')
    .option('--json', 'print JSON')
    .action(async (email: string, { json }: Options) => {
      const act = { action: 'account-reset', subject: email };
      const token = await change(act, (accounts) => accounts.reset(email));
      say(invitation(email, linkTo(token), json));
    });

  program
    .command('disable')
    .argument('<email>')
    .description('sign somebody out everywhere and let them in no more, by a provider neither')
    .option('--json', 'print JSON')
    .action(async (email: string, { json }: Options) => {
      await change({ action: 'account-disable', subject: email }, (accounts) => accounts.disable(email));
      say(json ? JSON.stringify({ email, disabled: true }) : `${email} is disabled; \`enable\` undoes it.`);
    });

  program
    .command('enable')
    .argument('<email>')
    .description('let somebody in again who was disabled')
    .option('--json', 'print JSON')
    .action(async (email: string, { json }: Options) => {
      await change({ action: 'account-enable', subject: email }, (accounts) => accounts.enable(email));
      say(json ? JSON.stringify({ email, disabled: false }) : `${email} may sign in again.`);
    });

  program
    .command('role')
    .argument('<email>')
    .description('give somebody another role, from their next click on')
    .addOption(role().makeOptionMandatory())
    .option('--json', 'print JSON')
    .action(async (email: string, { role: chosen, json }: Options) => {
      const act = { action: 'account-role', subject: email, detail: { role: chosen } };
      await change(act, (accounts) => accounts.setRole(email, chosen as Role));
      say(json ? JSON.stringify({ email, role: chosen }) : `${email} is ${chosen} now.`);
    });

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
async function withAccounts<T>(work: (accounts: Accounts) => Promise<T>): Promise<T> {
  const storage = await openStaffStorage(readConfig());
  try {
    return await work(createAccounts(await storage.database(), () => new Date()));
  } finally {
    await storage.close();
  }
}

/** Changes an account and writes so into the trail, which is opened first: where it cannot be, nothing is changed. */
const change = <T>(act: Omit<AuditEntry, 'actor'>, work: (accounts: Accounts) => Promise<T>): Promise<T> =>
  withStore((store) =>
    withAccounts(async (accounts) => {
      const changed = await work(accounts);
      await store.audit({ actor: 'command', ...act });
      return changed;
    }),
  );

const linkTo = (token: string): string => new URL(`staff/invitation/${token}`, readConfig().home).href;

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

if (import.meta.main) await main(staffCommand);
