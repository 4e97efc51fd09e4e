import type { Translate } from '../../i18n.ts';
import { type Html, html } from '../html.ts';
import type { Weakness } from './passwords.ts';

interface LoginForm {
  t: Translate;
  csrf: string;
  returnTo: string;
  email?: string;
  /** Why the last try did not work. */
  problem?: string;
  /** People may sign in by the organisation's identity provider. */
  provider: boolean;
  /** There are accounts with a password. */
  local: boolean;
}

/** Before the first account exists: how to make one. There is no password to begin with. */
export const firstAccountView = (t: Translate): Html => html`<section class="narrow">
<p>${t('staff:login.first')}</p>
<pre><code>npm run staff -- add ${t('staff:login.exampleEmail')} --role admin</code></pre>
<p>${t('staff:login.firstThen')}</p>
</section>`;

export const loginView = (form: LoginForm): Html => html`<section class="narrow">
${form.problem && html`<p class="refusal" role="alert">${form.problem}</p>`}
${form.provider && providerLink(form)}
${form.local && passwordForm(form)}
</section>`;

const providerLink = ({ t, returnTo }: LoginForm): Html =>
  html`<p><a class="button" href="/staff/login/provider?${new URLSearchParams({ returnTo }).toString()}">${t(
    'staff:login.provider',
  )}</a></p>`;

const passwordForm = ({
  t,
  csrf,
  returnTo,
  email,
}: LoginForm): Html => html`<form method="post" action="/staff/login">
<input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="returnTo" value="${returnTo}">
<p><label for="email">${t('staff:login.email')}</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${email}"></p>
<p><label for="password">${t('staff:login.password')}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><button>${t('staff:login.submit')}</button></p>
</form>`;

interface InvitationForm {
  t: Translate;
  csrf: string;
  email: string;
  problem?: Weakness | 'different';
}

export const invitationView = ({
  t,
  csrf,
  email,
  problem,
}: InvitationForm): Html => html`<section class="narrow">
<p>${t('staff:invitation.intro', { email })}</p>
${problem && html`<p class="refusal" role="alert">${t(`staff:invitation.${problem}`)}</p>`}
<form method="post">
<input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="username" autocomplete="username" value="${email}">
<p><label for="password">${t('staff:invitation.password')}</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="12" maxlength="128" required aria-describedby="rule"></p>
<p id="rule" class="hint">${t('staff:invitation.rule')}</p>
<p><label for="again">${t('staff:invitation.again')}</label>
<input id="again" name="again" type="password" autocomplete="new-password" required></p>
<p><button>${t('staff:invitation.submit')}</button></p>
</form>
</section>`;
