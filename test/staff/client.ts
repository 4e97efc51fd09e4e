import type { Role } from '../../src/staff/access/roles.ts';
import type { Served } from './served.ts';

/** A browser without scripts: it keeps cookies, sends the forms that it was shown, follows nothing by itself. */
export function createClient(served: Pick<Served, 'url'>, cookie = '') {
  const cookies = new Map(cookie.split('; ').flatMap((each) => (each ? [splitOnce(each)] : [])));

  async function send(path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(new URL(path, served.url), {
      redirect: 'manual',
      ...init,
      headers: {
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        'accept-language': 'en',
        ...init.headers,
      },
    });
    for (const set of response.headers.getSetCookie()) {
      const [name, value] = splitOnce(set.split(';', 1)[0] ?? '');
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get('location'),
    };
  }

  /** The token that a page puts into its forms. */
  const csrfOn = async (page: string): Promise<string> =>
    /name="csrf" value="([^"]+)"/.exec((await send(page)).text)?.[1] ?? '';

  return {
    cookies,
    get: (path: string) => send(path),
    send,
    csrfOn,
    /** Fills in and sends a form, with the token of the page that it stands on. */
    async post(path: string, fields: Record<string, string>, { from = '/staff/login' } = {}): Promise<Reply> {
      const body = new URLSearchParams({ csrf: await csrfOn(from), ...fields });
      return send(path, { method: 'POST', body });
    },
  };
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  location: string | null;
}

export type Client = ReturnType<typeof createClient>;

const splitOnce = (pair: string): [string, string] => {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
};

/** Somebody of the staff who is signed in already. */
export async function staffClient(
  served: Served,
  role: Role,
  email = `${role}@example.org`,
): Promise<Client> {
  const known = (await served.accounts.list()).find((account) => account.email === email);
  const account = known ?? (await served.account(role, email));
  return createClient(served, await served.signedIn(account));
}
