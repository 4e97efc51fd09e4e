import type { Route } from '../../http/route.ts';
import { isLocale } from '../../locale.ts';
import type { Logger } from '../../log.ts';
import type { ReviewStore } from '../../transcripts/review.ts';
import { html } from '../html.ts';
import type { Pages } from '../pages/pages.ts';
import { safePath } from '../pages/paths.ts';
import { notFound, Refusal } from '../pages/refusal.ts';
import { type Answer, fieldOf, type Visit } from '../pages/visit.ts';
import type { Account, Accounts } from './accounts.ts';
import { browserOf } from './browser.ts';
import type { Cookies } from './cookies.ts';
import { firstAccountView, invitationView, loginView } from './login-views.ts';
import { type IdentityProvider, PENDING_SECONDS } from './oidc.ts';
import type { TryPassword } from './password-tries.ts';
import { weaknessOf } from './passwords.ts';
import type { Sessions } from './sessions.ts';

interface Parts {
  pages: Pages;
  accounts: Accounts;
  sessions: Sessions;
  cookies: Cookies;
  tryPassword: TryPassword;
  provider?: IdentityProvider;
  audit: ReviewStore['audit'];
  logger: Logger;
}

const LANGUAGE_SECONDS = 365 * 24 * 3600;

/** Signing in and out, invitations, and the language of the pages. */
export function accessRoutes(parts: Parts): Route[] {
  const { pages, accounts, sessions, cookies, audit, logger } = parts;

  async function letIn(
    visit: Visit,
    account: Account,
    returnTo: string,
    confirmedAt?: Date,
  ): Promise<Answer> {
    const before = cookies.read(visit.request, 'session');
    if (before) await sessions.close(before);
    const browser = browserOf(visit.request.headers['user-agent']);
    cookies.write(visit.response, 'session', await sessions.open(account, { browser, confirmedAt }));
    cookies.write(visit.response, 'visit', '', 0);
    const { email, provider, role } = account;
    // The role too: a provider gives it anew at each sign-in.
    await audit({ actor: email, action: 'login', detail: { provider, role } });
    return { goTo: safePath(returnTo) };
  }

  async function loginPage(visit: Visit, problem?: string, email?: string): Promise<Answer> {
    const { t, csrf, query, form } = visit;
    const none = await accounts.isEmpty();
    const title = t('staff:login.title');
    if (none && !parts.provider) return { page: { title, body: firstAccountView(t) } };
    const returnTo = safePath(fieldOf(form, 'returnTo') || query.get('returnTo'));
    const body = loginView({
      t,
      csrf,
      returnTo,
      email,
      problem,
      provider: parts.provider !== undefined,
      local: !none,
    });
    return { page: { title, body }, status: problem ? 403 : 200 };
  }

  async function signIn(visit: Visit): Promise<Answer> {
    const { form } = visit;
    const email = fieldOf(form, 'email').slice(0, 254);
    const outcome = await parts.tryPassword(visit, email, String(form.get('password') ?? ''));
    if ('account' in outcome) return letIn(visit, outcome.account, fieldOf(form, 'returnTo'));
    const why = outcome.refused === 'wait' ? outcome.text : visit.t('staff:login.wrong');
    return loginPage(visit, why, email);
  }

  const providerRoutes = (identity: IdentityProvider): Route[] => [
    pages.open({
      method: 'GET',
      path: 'login/provider',
      async handle({ query, response }) {
        const { location, pending } = await identity
          .begin(safePath(query.get('returnTo')), query.has('again'))
          .catch((error) => {
            logger.error({ code: 'PROVIDER_AWAY', err: error }, 'the identity provider cannot be used');
            throw new Refusal(502, 'staff:refusal.providerAway');
          });
        cookies.write(response, 'provider', pending, PENDING_SECONDS);
        return { goTo: location };
      },
    }),
    pages.open({
      method: 'GET',
      path: 'login/provider/back',
      async handle(visit) {
        const pending = cookies.read(visit.request, 'provider');
        cookies.write(visit.response, 'provider', '', 0);
        const outcome = await identity.finish(pending ?? '', visit.query.toString()).catch((error) => {
          logger.warn({ code: 'PROVIDER_REFUSED', err: error }, 'a sign-in by the identity provider failed');
          throw new Refusal(403, 'staff:refusal.provider');
        });
        if (outcome.status === 'no-role') throw new Refusal(403, 'staff:refusal.noRole');
        if (outcome.status === 'undated') throw new Refusal(403, 'staff:refusal.undated');
        return letIn(visit, outcome.account, outcome.returnTo, outcome.confirmedAt);
      },
    }),
  ];

  return [
    pages.open({ method: 'GET', path: 'login', handle: (visit) => loginPage(visit) }),
    pages.open({ method: 'POST', path: 'login', handle: signIn }),
    ...(parts.provider ? providerRoutes(parts.provider) : []),
    pages.open({
      method: 'POST',
      path: 'logout',
      async handle({ request, response }) {
        const session = cookies.read(request, 'session');
        if (session) await sessions.close(session);
        cookies.write(response, 'session', '', 0);
        return { goTo: '/staff/login' };
      },
    }),
    pages.open({
      method: 'GET',
      path: 'invitation/:token',
      async handle({ params, t, csrf }) {
        const account = await accounts.invited(params.token ?? '');
        const title = t('staff:invitation.title');
        if (!account)
          return { page: { title, body: html`<p>${t('staff:invitation.void')}</p>` }, status: 404 };
        return { page: { title, body: invitationView({ t, csrf, email: account.email }) } };
      },
    }),
    pages.open({
      method: 'POST',
      path: 'invitation/:token',
      async handle(visit) {
        const { params, t, csrf, form } = visit;
        const invited = await accounts.invited(params.token ?? '');
        if (!invited) throw notFound();
        const password = String(form.get('password') ?? '');
        const problem =
          weaknessOf(password, invited.email) ?? (form.get('again') === password ? undefined : 'different');
        if (problem) {
          const body = invitationView({ t, csrf, email: invited.email, problem });
          return { page: { title: t('staff:invitation.title'), body }, status: 422 };
        }
        const account = await accounts.redeem(params.token ?? '', password);
        if (!account) throw notFound();
        return letIn(visit, account, '/staff');
      },
    }),
    pages.open({
      method: 'GET',
      path: 'language/:locale',
      handle({ params, query, response }) {
        if (!isLocale(params.locale)) throw notFound();
        cookies.write(response, 'language', params.locale, LANGUAGE_SECONDS);
        return { goTo: safePath(query.get('back')) };
      },
    }),
  ];
}
