import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** Argon2id with 19 MiB, two passes, one lane: what OWASP asks for at least. */
const COST = {
  algorithm: 2 satisfies Algorithm.Argon2id as Algorithm,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

const SHORTEST = 12;
const LONGEST = 128;
/** Fewer different characters than this make no password ("aaaaaaaaaaaa"). */
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
  const plain = password.toLowerCase();
  const name = email.split('@', 1)[0]?.toLowerCase() ?? '';
  const obvious = [name, 'passerelle', 'password', 'motdepasse', 'contraseña', '123456', 'azerty', 'qwerty'];
  const rest = obvious.reduce((left, word) => (word ? left.replaceAll(word, '') : left), plain);
  return new Set(rest).size < FEWEST_DIFFERENT ? 'simple' : undefined;
}
