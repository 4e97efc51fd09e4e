import type { Attack } from './attacks.ts';
import { exchange, request } from './exchange.ts';
import { type Dice, TEXTS } from './nasty.ts';
import { stranger, type Target } from './target.ts';

const FORMS = [
  '/staff/login',
  '/staff/logout',
  '/staff/invitation/x',
  '/staff/conversations/:id/reveal',
  '/staff/conversations/:id/erase',
  '/staff/handoffs/1',
  '/staff/drafts',
  '/staff/drafts/1/publish',
  '/staff/content/versions/1/back',
  '/staff/unanswered/aside',
];

const FIELDS = ['csrf', 'email', 'password', 'returnTo', 'again', 'text', 'tag', 'id', '__proto__'];

/** The staff pages as somebody without an account tries them. */
export const STAFF_ATTACKS: Record<string, Attack> = {
  'staff form': async (target, dice) => {
    const { cookie, csrf } =
      dice.next() < 0.7 ? await signInPage(target, dice) : { cookie: 'visit=x', csrf: 'x' };
    const fields = new URLSearchParams({
      csrf,
      returnTo: dice.pick(['//evil.example', '/\\evil', 'javascript:x']),
    });
    for (let more = dice.below(5); more > 0; more--)
      fields.append(dice.pick(FIELDS), dice.pick(TEXTS).slice(0, 9_000));
    const path = dice.pick(FORMS).replace(':id', target.conversationId);
    return exchange(
      target.url,
      request(
        'POST',
        path,
        { 'content-type': 'application/x-www-form-urlencoded', cookie, ...stranger(dice) },
        fields.toString(),
      ),
    );
  },

  'staff files': async (target, dice) => {
    const { cookie, csrf } = await signInPage(target, dice);
    const part = (name: string, value: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"${dice.pick(['', '; filename="x.csv"', '; filename'])}\r\n\r\n${value}\r\n`;
    const body = `${part('csrf', csrf)}${part(dice.pick(FIELDS), dice.pick(TEXTS))}${dice.pick(['--b--\r\n', '--b', ''])}`;
    return exchange(
      target.url,
      request(
        'POST',
        '/staff/login',
        {
          'content-type': dice.pick(['multipart/form-data; boundary=b', 'multipart/form-data']),
          cookie,
          ...stranger(dice),
        },
        body,
      ),
    );
  },
};

/** The cookie and the secret of the sign-in form, as a browser would have them. */
async function signInPage({ url }: Target, dice: Dice): Promise<{ cookie: string; csrf: string }> {
  const response = await fetch(`${url}/staff/login`, { headers: stranger(dice) });
  const page = await response.text();
  return {
    cookie:
      response.headers
        .getSetCookie()
        .map((each) => each.split(';', 1)[0])
        .join('; ') || 'visit=x',
    csrf: /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? 'x',
  };
}
