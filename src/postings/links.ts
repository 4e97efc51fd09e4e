import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';

/** A mandate's posting, as one conversation was shown it. */
export interface Posting {
  conversationId: string;
  /** The mandate's id. */
  mandate: string;
}

/** Links that lead to a posting by way of this server. They open nothing else, so they need not expire. */
export interface PostingLinks {
  linkTo(posting: Posting): Promise<string>;
  /** Nothing when the link is forged. */
  read(token: string): Promise<Posting | undefined>;
}

const AUDIENCE = 'posting';

/** `key` signs the links; `home` is the address that visitors use, with a slash at its end. */
export const createPostingLinks = (key: Uint8Array, home: string): PostingLinks => ({
  async linkTo({ conversationId, mandate }) {
    const token = await new SignJWT({ conversationId, mandate })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .sign(key);
    return new URL(`posting/${token}`, home).href;
  },
  async read(token) {
    try {
      const { payload } = await jwtVerify(token, key, { audience: AUDIENCE, algorithms: ['HS256'] });
      const { conversationId, mandate } = payload;
      return typeof conversationId === 'string' && typeof mandate === 'string'
        ? { conversationId, mandate }
        : undefined;
    } catch {
      return undefined;
    }
  },
});
