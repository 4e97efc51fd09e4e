import { type Html, html } from '../html.ts';
import { safePath } from '../pages/paths.ts';
import type { Answer, StaffVisit } from '../pages/visit.ts';
import { isLocal } from './accounts.ts';
import type { TryPassword } from './password-tries.ts';
import type { Sessions } from './sessions.ts';

interface Parts {
  sessions: Sessions;
  tryPassword: TryPassword;
  now(): Date;
}

/** Before an act that cannot be taken back, or shows personal data: proved to be oneself no longer ago than this. */
export const FRESH_MS = 30 * 60_000;

/** The field of the password that is asked for on the way; forms have none of that name. */
const PASSWORD = 'confirm-password';

/**
 * Asks whether it is still the same person who sits there. Gives the page that asks, with all that was sent going
 * along, or nothing when it is known.
 */
export type Confirmation = (visit: StaffVisit) => Promise<Answer | undefined>;

export const createConfirmation =
  ({ sessions, tryPassword, now }: Parts): Confirmation =>
  async (visit) => {
    const { session, account, form, t } = visit;
    if (now().getTime() - session.confirmedAt.getTime() < FRESH_MS) return undefined;
    const page = (body: Html): Answer => ({ page: { title: t('staff:confirm.title'), body }, status: 403 });
    if (!isLocal(account)) return page(providerView(visit));
    const password = form.get(PASSWORD);
    if (typeof password !== 'string') return page(passwordView(visit));
    const outcome = await tryPassword(visit, account.email, password);
    if ('refused' in outcome)
      return page(passwordView(visit, outcome.refused === 'wait' ? outcome.text : t('staff:confirm.wrong')));
    await sessions.confirm(session.key);
    return undefined;
  };

/** What was sent goes along, so that nothing is written twice. */
const passwordView = (
  { form, t, account }: StaffVisit,
  problem?: string,
): Html => html`<section class="narrow">
${problem && html`<p class="refusal" role="alert">${problem}</p>`}
<p>${t('staff:confirm.intro')}</p>
<form method="post">${[...form].map(
  ([name, value]) =>
    typeof value === 'string' &&
    name !== PASSWORD &&
    html`<input type="hidden" name="${name}" value="${value}">`,
)}<input type="hidden" autocomplete="username" value="${account.email}">
<p><label for="${PASSWORD}">${t('staff:login.password')}</label>
<input id="${PASSWORD}" name="${PASSWORD}" type="password" autocomplete="current-password" required></p>
<p><button>${t('staff:confirm.submit')}</button></p></form></section>`;

/** Whoever signs in elsewhere does so again, then comes back to the page that the form stood on. */
function providerView({ request, t }: StaffVisit): Html {
  const { referer } = request.headers;
  const from = referer !== undefined && URL.canParse(referer) ? new URL(referer) : undefined;
  const returnTo = safePath(from && `${from.pathname}${from.search}`);
  return html`<section class="narrow"><p>${t('staff:confirm.provider')}</p>
<p><a class="button" href="/staff/login/provider?${new URLSearchParams({ returnTo, again: 'yes' }).toString()}">${t('staff:login.provider')}</a></p></section>`;
}
