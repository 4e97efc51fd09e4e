import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';

/** Links under which a visitor, and whoever they give it to, can read one conversation for an hour. */
export interface TranscriptLinks {
  linkTo(conversationId: string): Promise<string>;
  /** The conversation of a link; nothing when it is forged or has expired. */
  read(token: string): Promise<string | undefined>;
}

const AUDIENCE = 'transcript';

/** `key` signs the links; `home` is the address that visitors use, with a slash at its end. */
export const createTranscriptLinks = (key: Uint8Array, home: string): TranscriptLinks => ({
  async linkTo(conversationId) {
    const token = await new SignJWT({ conversationId })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key);
    return new URL(`transcript/${token}`, home).href;
  },
  async read(token) {
    try {
      const { payload } = await jwtVerify(token, key, { audience: AUDIENCE, algorithms: ['HS256'] });
      return typeof payload.conversationId === 'string' ? payload.conversationId : undefined;
    } catch {
      return undefined;
    }
  },
});
