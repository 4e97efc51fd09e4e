import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Request, Response } from 'restify';
import type { Config } from '../../config.ts';
import { acceptedTags } from '../../http/accept-language.ts';
import { readForm } from '../../http/form.ts';
import { LIMITS } from '../../http/limits.ts';
import type { Route } from '../../http/route.ts';
import type { I18n } from '../../i18n.ts';
import { type Locale, pickLocale } from '../../locale.ts';
import type { Logger } from '../../log.ts';
import type { Confirmation } from '../access/confirmation.ts';
import type { Cookies } from '../access/cookies.ts';
import { may, type Permission } from '../access/roles.ts';
import { csrfOf, isSame, newSecret } from '../access/secrets.ts';
import type { Session, Sessions } from '../access/sessions.ts';
import { html } from '../html.ts';
import { documentOf } from './layout.ts';
import { notFound, Refusal, refusalOf, textOf } from './refusal.ts';
import { type Answer, fieldOf, type Page, type StaffVisit, type Visit } from './visit.ts';

interface Parts {
  config: Pick<Config, 'publicUrl' | 'defaultLocale'>;
  sessions: Sessions;
  cookies: Cookies;
  confirmation: Confirmation;
  i18n: I18n;
  logger: Logger;
  /** How many requests for a person wait, for the navigation. */
  waiting(): Promise<number>;
}

interface Address {
  method: 'GET' | 'POST';
  /** Below `/staff`. */
  path: string;
}

/** Pages that anybody may open, such as the sign-in. */
type OpenPage = Address & { handle(visit: Visit): Promise<Answer> | Answer };
/** Pages for those who are signed in and may do what the page does. */
type StaffPage = Address & {
  needs: Permission;
  /** Done only by somebody who proved a short while ago who they are. */
  sensitive?: boolean;
  handle(visit: StaffVisit): Promise<Answer> | Answer;
};

export interface Pages {
  open(page: OpenPage): Route;
  staff(page: StaffPage): Route;
}

/** A request of somebody, signed in or not. */
type AnyVisit = Visit & { session?: Session };

/** Nothing of anybody else is loaded or run, nothing is framed, forms go home. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Makes routes of pages: reads who is there, refuses what the role does not allow and every form that is not
 * ours, puts the page into its frame, and says what went wrong in the language of the reader.
 */
export function createPages(parts: Parts): Pages {
  const { config, sessions, cookies, confirmation, i18n, logger, waiting } = parts;
  const home = config.publicUrl && new URL(config.publicUrl).host;

  /** A browser says where a form comes from; a form of another site is refused before its token is looked at. */
  function isForeign({ headers }: Request): boolean {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
    const { origin } = headers;
    if (origin === undefined) return false;
    return !URL.canParse(origin) || ![headers.host, home].includes(new URL(origin).host);
  }

  const localeOf = (request: Request): Locale =>
    pickLocale(cookies.read(request, 'language'), ...acceptedTags(request.headers['accept-language'])) ??
    config.defaultLocale;

  /** What a request says by itself. It asks nobody: the page that says what went wrong is made of it too. */
  function read(request: Request, response: Response): Visit {
    const locale = localeOf(request);
    return {
      request,
      response,
      params: request.params ?? {},
      query: new URL(request.url ?? '/', 'http://staff').searchParams,
      form: new FormData(),
      locale,
      t: i18n[locale],
      csrf: '',
    };
  }

  /** The same with who it is. */
  async function recognise(visit: Visit): Promise<AnyVisit> {
    const { request, response } = visit;
    const cookie = cookies.read(request, 'session');
    const session = cookie === undefined ? undefined : await sessions.find(cookie);
    return { ...visit, session, csrf: csrfOf((session && cookie) ?? tieTo(request, response)) };
  }

  /** Before anybody is signed in, a cookie of its own ties a form to the browser that asked for it. */
  function tieTo(request: Request, response: Response): string {
    const known = cookies.read(request, 'visit');
    if (known) return known;
    const fresh = newSecret();
    cookies.write(response, 'visit', fresh);
    return fresh;
  }

  async function readPosted(visit: Visit): Promise<void> {
    if (isForeign(visit.request)) throw new Refusal(403, 'staff:refusal.foreignForm');
    visit.form = await readForm(visit.request, LIMITS);
    if (!isSame(fieldOf(visit.form, 'csrf'), visit.csrf)) throw new Refusal(403, 'staff:refusal.foreignForm');
  }

  async function render(visit: AnyVisit, page: Page, status: number): Promise<void> {
    const account = visit.session?.account;
    const document = documentOf({
      page,
      locale: visit.locale,
      t: visit.t,
      csrf: visit.csrf,
      here: visit.request.method === 'GET' ? (visit.request.url ?? '/staff') : '/staff',
      ...(account && { account }),
      // A page goes without the number: it may be the one that says that the store is away.
      ...(account && may(account.role, 'answer') && { waiting: await waiting().catch(() => undefined) }),
    });
    send(visit.response, status, 'text/html; charset=utf-8', document.markup);
  }

  async function answer(visit: AnyVisit, given: Answer): Promise<void> {
    if ('page' in given) return render(visit, given.page, given.status ?? 200);
    if ('goTo' in given) {
      visit.response.setHeader('location', given.goTo);
      return send(visit.response, 303, 'text/plain; charset=utf-8', '');
    }
    // The name is written both ways: plainly for old programs, encoded for the others.
    const ascii = given.name.replace(/[^\w.-]/g, '_');
    visit.response.setHeader(
      'content-disposition',
      `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(given.name)}`,
    );
    send(visit.response, 200, given.type, given.file);
  }

  const routeOf = (
    { method, path: below }: Address,
    handle: (visit: AnyVisit) => Promise<Answer>,
  ): Route => ({
    method,
    path: path.posix.join('/staff', below),
    async handle(request, response) {
      let visit: AnyVisit = read(request, response);
      try {
        visit = await recognise(visit);
        // No id and no word holds a NUL, and PostgreSQL takes none.
        if (request.url?.includes('%00')) throw notFound();
        await answer(visit, await handle(visit));
      } catch (error) {
        const refusal = refusalOf(error) ?? faultOf(error, response, logger);
        const body = html`<p class="refusal">${textOf(refusal, visit.t)}</p><p><a href="/staff">${visit.t(
          'staff:refusal.back',
        )}</a></p>`;
        await render(visit, { title: visit.t('staff:refusal.title'), body }, refusal.status);
      }
    },
  });

  return {
    open: (page) =>
      routeOf(page, async (visit) => {
        if (page.method === 'POST') await readPosted(visit);
        return page.handle(visit);
      }),
    staff: (page) =>
      routeOf(page, async (visit) => {
        const { session } = visit;
        if (!session) return signInFirst(visit, page.method);
        if (!may(session.account.role, page.needs)) throw new Refusal(403, 'staff:refusal.role');
        if (page.method === 'POST') await readPosted(visit);
        const known: StaffVisit = { ...visit, session, account: session.account };
        return (page.sensitive && (await confirmation(known))) || page.handle(known);
      }),
  };
}

function signInFirst({ request }: Visit, method: Address['method']): Answer {
  const returnTo = method === 'GET' ? (request.url ?? '/staff') : '/staff';
  return { goTo: `/staff/login?${new URLSearchParams({ returnTo })}` };
}

function faultOf(error: unknown, response: Response, logger: Logger): Refusal {
  const requestId = String(response.getHeader('x-request-id') ?? '');
  logger.error({ requestId, err: error }, 'a staff page failed');
  return new Refusal(500, 'staff:refusal.fault', { reference: requestId });
}

function send(response: Response, status: number, type: string, text: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
  response.end(text);
}

const ASSETS = path.resolve(import.meta.dirname, '../assets');

/** Style and script, the same for everybody; they hold nothing of the conversations. */
export const assetRoutes = (): Route[] =>
  (
    [
      ['staff.css', 'text/css; charset=utf-8'],
      ['staff.js', 'text/javascript; charset=utf-8'],
    ] as const
  ).map(([name, type]) => {
    const text = readFileSync(path.join(ASSETS, name), 'utf8');
    return {
      method: 'GET',
      path: `/staff/assets/${name}`,
      handle(_request, response) {
        response.writeHead(200, {
          'content-type': type,
          'content-length': Buffer.byteLength(text),
          'cache-control': 'public, max-age=300',
        });
        response.end(text);
      },
    };
  });
