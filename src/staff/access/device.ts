import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import { keyFor } from './secrets.ts';

/** Remembers, in a browser, whom it signed in before: that person is not kept waiting for a stranger's guesses. */
export interface Devices {
  mark(email: string): Promise<string>;
  knows(cookie: string | undefined, email: string): Promise<boolean>;
}

export const DEVICE_SECONDS = 90 * 24 * 3600;

export function createDevices(key: Uint8Array): Devices {
  const signing = keyFor('device', key);
  return {
    mark: (email) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(email)
        .setExpirationTime(`${DEVICE_SECONDS}s`)
        .sign(signing),
    async knows(cookie, email) {
      if (!cookie) return false;
      try {
        const { payload } = await jwtVerify(cookie, signing, { algorithms: ['HS256'] });
        return payload.sub === email.trim().toLowerCase();
      } catch {
        return false;
      }
    },
  };
}
