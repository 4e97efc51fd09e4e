import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { rareIn } from './common-passwords.ts';

/** Argon2id with 19 MiB, two passes, one lane: what OWASP asks for at least. */
const COST = {
  algorithm: 2 satisfies Algorithm.Argon2id as Algorithm,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

const SHORTEST = 12;
const LONGEST = 128;
/** Fewer different characters than this, apart from what is common, make no password ("aaaaaaaaaaaa"). */
const FEWEST_DIFFERENT = 6;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Verified against when there is no such account, so that the answer takes as long. */
const NOBODY = hashPassword('nobody has this password');

/** False for a wrong password and for no account, after the same time. */
export async function isPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  const matches = await verify(kept ?? (await NOBODY), password.slice(0, LONGEST));
  return matches && typeof kept === 'string';
}

export type Weakness = 'short' | 'long' | 'simple';

/** Why a password will not do, if so. Length counts, not signs and digits. */
export function weaknessOf(password: string, email: string): Weakness | undefined {
  if (password.length < SHORTEST) return 'short';
  if (password.length > LONGEST) return 'long';
  const rare = rareIn(password, [email.split('@', 1)[0] ?? '']);
  return new Set(rare).size < FEWEST_DIFFERENT ? 'simple' : undefined;
}
