import { createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that nobody guesses, fit for an address or a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret: whoever reads the database cannot use it. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Compares in constant time. */
export const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)));

/** A key of its own for one purpose, from the key that the installation has. */
export const keyFor = (purpose: string, key: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, '', `staff:${purpose}`, 32));

/** The token that every form carries: it follows from the cookie, which no other site can read. */
export const csrfOf = (cookie: string): string => hashOf(`csrf:${cookie}`);
