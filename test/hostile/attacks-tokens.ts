import { SignJWT, UnsecuredJWT } from 'jose';
import type { Attack } from './attacks.ts';
import { exchange, request } from './exchange.ts';
import { type Dice, TEXTS } from './nasty.ts';
import { stranger, type Target } from './target.ts';

const V3 = '/v3/directline';

/** Tokens that are not the server's, or not for this. */
export const TOKEN_ATTACKS: Record<string, Attack> = {
  'forged token': async (target, dice) => {
    const authorization = `${dice.pick(['Bearer', 'bearer', 'Basic', ''])} ${await forged(target, dice)}`;
    const [method, path] = dice.pick([
      ['POST', `${V3}/tokens/refresh`],
      ['POST', `${V3}/conversations`],
      ['GET', `${V3}/conversations/${target.conversationId}`],
      ['GET', `${V3}/conversations/${target.conversationId}/activities`],
      ['GET', '/metrics'],
      ['POST', '/api/messages'],
    ] as const);
    return exchange(target.url, request(method, path, { authorization, ...stranger(dice) }));
  },

  'forged link': async (target, dice) => {
    const path = `/${dice.pick(['transcript', 'posting'])}/${encodeURIComponent(await forged(target, dice))}`;
    return exchange(target.url, request('GET', path, stranger(dice)));
  },

  "another's conversation": (target, dice) => {
    const other = dice.pick([
      '0'.repeat(32),
      target.conversationId.slice(0, -1),
      `${target.conversationId}0`,
    ]);
    const path = `${V3}/conversations/${other}${dice.pick(['', '/activities', '/upload', '/stream'])}`;
    const headers = { authorization: `Bearer ${target.token}`, ...stranger(dice) };
    return exchange(target.url, request(dice.pick(['GET', 'POST']), path, headers));
  },
};

async function forged(target: Target, dice: Dice): Promise<string> {
  const [head = '', body = '', signature = ''] = target.token.split('.');
  const claims = { conv: target.conversationId, user: 'dl_other' };
  switch (dice.below(7)) {
    case 0:
      return new UnsecuredJWT(claims).setAudience('api').setExpirationTime('1h').encode();
    case 1:
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience('api')
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode('a key of the attacker, 32 bytes long'));
    case 2:
      return `${head}.${Buffer.from(JSON.stringify({ ...claims, exp: 9e15, aud: 'api' })).toString('base64url')}.${signature}`;
    case 3:
      return `${Buffer.from(JSON.stringify({ alg: dice.pick(['none', 'RS256', 'ES256', 'HS512', '']), crit: ['x'] })).toString('base64url')}.${body}.${signature}`;
    case 4:
      return target.token.slice(0, dice.below(target.token.length));
    case 5:
      return target.token + target.token;
    default:
      return encodeURIComponent(dice.pick(TEXTS).slice(0, 200).toWellFormed());
  }
}
