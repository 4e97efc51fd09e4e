import { JWTExpired } from 'jose/errors';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import { HttpError } from '../http/http-error.ts';

/** Whose talk a token opens: one conversation of one user, and nothing else. */
export interface Visit {
  conversationId: string;
  userId: string;
}

/**
 * `api` for requests; `stream` stands in the address of a WebSocket, where logs may see it, so it ends sooner;
 * `return` only buys a new `api` token, so that a visitor whose phone slept for an hour finds the talk again.
 */
type Use = 'api' | 'stream' | 'return';

/** Seconds; `api` and `stream` are Azure's own. */
export const TOKEN_SECONDS = { api: 1800, stream: 60, return: 24 * 3600 } as const satisfies Record<
  Use,
  number
>;

export interface Tokens {
  issue(use: Use, visit: Visit): Promise<string>;
  /** @throws {HttpError} 401 when there is none, 403 `TokenExpired` or `BadArgument` when it does not serve. */
  verify(uses: Use[], token: string | undefined): Promise<Visit>;
}

/** Tokens whose signature is known to be good; some 500 bytes each. */
const REMEMBERED = 2_000;

/** Signed tokens (JWT, HS256). `now` is handed in so that tests need not wait half an hour. */
export function createTokens(key: Uint8Array, now: () => Date = () => new Date()): Tokens {
  /** A talk sends the same token with every message; its signature is checked once. */
  const verified = new Map<string, { use: Use; visit: Visit; expiresAt: number }>();

  function remember(token: string, use: Use, visit: Visit, expiresAt: number): void {
    if (verified.size >= REMEMBERED) verified.clear();
    verified.set(token, { use, visit, expiresAt });
  }

  return {
    issue(use, { conversationId, userId }) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ conv: conversationId, user: userId })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(use)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + TOKEN_SECONDS[use])
        .sign(key);
    },
    async verify(uses, token) {
      if (!token)
        throw new HttpError(401, 'MissingToken', 'Send the token as "Authorization: Bearer …".', CHALLENGE);
      const known = verified.get(token);
      if (known && uses.includes(known.use) && now().getTime() / 1000 < known.expiresAt) return known.visit;
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          audience: uses,
          requiredClaims: ['exp', 'conv', 'user'],
          currentDate: now(),
        });
        const visit = { conversationId: String(payload.conv), userId: String(payload.user) };
        remember(token, payload.aud as Use, visit, Number(payload.exp));
        return visit;
      } catch (error) {
        if (error instanceof JWTExpired)
          throw new HttpError(403, 'TokenExpired', 'The token has expired. Get a new one.');
        throw new HttpError(403, 'BadArgument', 'The token is not valid here.');
      }
    },
  };
}

const CHALLENGE = { 'www-authenticate': 'Bearer' };
