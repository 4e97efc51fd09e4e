import type { IncomingMessage, ServerResponse } from 'node:http';

/** The cookies of the staff pages. None is readable by scripts, none goes along with another site's form. */
export interface Cookies {
  read(request: IncomingMessage, name: CookieName): string | undefined;
  /** Without `maxAge` (seconds) it lasts as long as the browser; 0 takes it away. */
  write(response: ServerResponse, name: CookieName, value: string, maxAge?: number): void;
}

/** `session`: who is signed in · `visit`: ties a form to a browser before that · `device`: signed in here before. */
export type CookieName = 'session' | 'visit' | 'device' | 'language' | 'provider';

/** Over https the `__Host-` prefix keeps a neighbouring host from setting them. */
export function createCookies({ secure }: { secure: boolean }): Cookies {
  const nameOf = (name: CookieName) => `${secure ? '__Host-' : ''}passerelle-${name}`;
  return {
    read(request, name) {
      const wanted = `${nameOf(name)}=`;
      const found = (request.headers.cookie ?? '').split(/;\s*/).find((cookie) => cookie.startsWith(wanted));
      return found?.slice(wanted.length) || undefined;
    },
    write(response, name, value, maxAge) {
      const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
      const cookie = `${nameOf(name)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${age}`;
      const others = [response.getHeader('set-cookie') ?? []].flat().map(String);
      response.setHeader('set-cookie', [...others, cookie]);
    },
  };
}
