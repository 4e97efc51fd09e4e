import { CodedError } from '../../errors.ts';
import type { StaffDatabase } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { isRole, type Role } from './roles.ts';
import { hashOf, newSecret } from './secrets.ts';

export interface Account {
  id: number;
  email: string;
  /** What visitors read when this person answers. */
  name: string;
  role: Role;
  /** `local`, or the issuer of the identity provider. */
  provider: string;
  disabled: boolean;
  /** A password was chosen; false while the invitation waits. */
  active: boolean;
}

export interface NewAccount {
  email: string;
  name?: string;
  role: Role;
}

const LOCAL = 'local';

/** Has a password here, not with an identity provider. */
export const isLocal = ({ provider }: Account): boolean => provider === LOCAL;
const INVITED_MS = 72 * 3_600_000;

type Row = Omit<Tables['accounts'], 'id'> & { id: number };

export const accountOf = ({ id, email, name, role, provider, disabled_at, password }: Row): Account => ({
  id,
  email,
  name,
  role: isRole(role) ? role : 'reviewer',
  provider,
  disabled: disabled_at !== null,
  active: provider !== LOCAL || password !== null,
});

/** The people who may sign in. An account is never deleted, since the audit trail names it; it is disabled. */
export function createAccounts(database: StaffDatabase, now: () => Date) {
  const local = (email: string) =>
    database
      .selectFrom('accounts')
      .selectAll()
      .where('provider', '=', LOCAL)
      .where('subject', '=', email.trim().toLowerCase());

  /** All of a person, here and with identity providers, which write an address as they please. */
  async function all(email: string): Promise<Row[]> {
    const rows = await database
      .selectFrom('accounts')
      .selectAll()
      .where(({ fn }) => fn('lower', ['email']), '=', email.trim().toLowerCase())
      .execute();
    if (rows.length > 0) return rows;
    throw new CodedError('ACCOUNT_UNKNOWN', `There is no account ${email}.`, 'See `npm run staff -- list`.');
  }

  /** The one with a password here. */
  async function known(email: string): Promise<Row> {
    const row = (await all(email)).find(({ provider }) => provider === LOCAL);
    if (row) return row;
    throw new CodedError(
      'ACCOUNT_ELSEWHERE',
      `${email} signs in by the organisation's identity provider, which keeps the password and gives the role.`,
      'Change them there; `disable` and `enable` work here.',
    );
  }

  const setDisabled = (ids: number[], at: number | null) =>
    database.updateTable('accounts').set({ disabled_at: at }).where('id', 'in', ids).execute();

  /** A link opens one door once: the ones before it are void. */
  async function invite(accountId: number): Promise<string> {
    const token = newSecret();
    await database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('invitations').where('account_id', '=', accountId).execute();
      await transaction
        .insertInto('invitations')
        .values({
          token_hash: hashOf(token),
          account_id: accountId,
          expires_at: now().getTime() + INVITED_MS,
        })
        .execute();
    });
    return token;
  }

  return {
    async isEmpty(): Promise<boolean> {
      return (await database.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) === undefined;
    },

    async list(): Promise<Account[]> {
      const rows = await database.selectFrom('accounts').selectAll().orderBy('email').execute();
      return rows.map(accountOf);
    },

    /** Gives the token of the one-time link. @throws {CodedError} `ACCOUNT_EXISTS` */
    async add({ email, name = '', role }: NewAccount): Promise<string> {
      if (await local(email).executeTakeFirst())
        throw new CodedError(
          'ACCOUNT_EXISTS',
          `The account ${email} exists already.`,
          'Use `npm run staff -- reset` for a new link, or `role` for another role.',
        );
      const { id } = await database
        .insertInto('accounts')
        .values({
          provider: LOCAL,
          subject: email.trim().toLowerCase(),
          email: email.trim().toLowerCase(),
          name,
          role,
          password: null,
          disabled_at: null,
          created_at: now().getTime(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return invite(id);
    },

    /** A new one-time link; the password before and all sessions are void. */
    async reset(email: string): Promise<string> {
      const { id } = await known(email);
      await database
        .updateTable('accounts')
        .set({ password: null, disabled_at: null })
        .where('id', '=', id)
        .execute();
      await database.deleteFrom('sessions').where('account_id', '=', id).execute();
      return invite(id);
    },

    /** Signs the person out everywhere and lets them in no more, however they sign in. */
    async disable(email: string): Promise<void> {
      const ids = (await all(email)).map(({ id }) => id);
      await setDisabled(ids, now().getTime());
      await database.deleteFrom('sessions').where('account_id', 'in', ids).execute();
      await database.deleteFrom('invitations').where('account_id', 'in', ids).execute();
    },

    /** Lets the person in again, as they were. */
    async enable(email: string): Promise<void> {
      const ids = (await all(email)).map(({ id }) => id);
      await setDisabled(ids, null);
    },

    async setRole(email: string, role: Role): Promise<void> {
      const { id } = await known(email);
      await database.updateTable('accounts').set({ role }).where('id', '=', id).execute();
    },

    /** The account, when the password is its own and it is not disabled. Takes as long whatever is wrong. */
    async signIn(email: string, password: string): Promise<Account | undefined> {
      const row = await local(email).executeTakeFirst();
      const right = await isPassword(row?.password, password);
      return right && row && row.disabled_at === null ? accountOf(row) : undefined;
    },

    async setName(id: number, name: string): Promise<void> {
      await database.updateTable('accounts').set({ name }).where('id', '=', id).execute();
    },

    /** Of a local account; who may is for the caller to know. */
    async setPassword(id: number, password: string): Promise<void> {
      const hashed = await hashPassword(password);
      await database
        .updateTable('accounts')
        .set({ password: hashed })
        .where('id', '=', id)
        .where('provider', '=', LOCAL)
        .execute();
    },

    async get(id: number): Promise<Account | undefined> {
      const row = await database.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
      return row && accountOf(row);
    },

    /** Whom a link invites, while it is good. */
    async invited(token: string): Promise<Account | undefined> {
      const row = await database
        .selectFrom('invitations')
        .innerJoin('accounts', 'accounts.id', 'invitations.account_id')
        .selectAll('accounts')
        .where('token_hash', '=', hashOf(token))
        .where('expires_at', '>', now().getTime())
        .where('disabled_at', 'is', null)
        .executeTakeFirst();
      return row && accountOf(row);
    },

    /** Sets the password of whom the link invites and voids the link; nothing when it is not good any more. */
    async redeem(token: string, password: string): Promise<Account | undefined> {
      const hashed = await hashPassword(password);
      return database.transaction().execute(async (transaction) => {
        const invitation = await transaction
          .deleteFrom('invitations')
          .where('token_hash', '=', hashOf(token))
          .where('expires_at', '>', now().getTime())
          .returning('account_id')
          .executeTakeFirst();
        if (!invitation) return undefined;
        const row = await transaction
          .updateTable('accounts')
          .set({ password: hashed })
          .where('id', '=', invitation.account_id)
          .where('disabled_at', 'is', null)
          .returningAll()
          .executeTakeFirst();
        return row && accountOf(row);
      });
    },

    /** Takes in whom an identity provider vouches for, with the role that it gives them today. */
    async fromProvider(person: {
      issuer: string;
      subject: string;
      email: string;
      name: string;
      role: Role;
    }): Promise<Account | undefined> {
      const { issuer, subject, email, name, role } = person;
      const row = await database
        .insertInto('accounts')
        .values({
          provider: issuer,
          subject,
          email,
          name,
          role,
          password: null,
          disabled_at: null,
          created_at: now().getTime(),
        })
        .onConflict((conflict) =>
          conflict.columns(['provider', 'subject']).doUpdateSet({ email, name, role }),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return row.disabled_at === null ? accountOf(row) : undefined;
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
