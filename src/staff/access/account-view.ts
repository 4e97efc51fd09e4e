import { type Html, html } from '../html.ts';
import { notice, post } from '../pages/fields.ts';
import type { Words } from '../pages/words.ts';
import { type Account, isLocal } from './accounts.ts';
import type { Weakness } from './passwords.ts';
import type { OpenSession } from './sessions.ts';

export type PasswordProblem = { kind: Weakness | 'different' } | { kind: 'old'; text: string };

interface AccountPage {
  account: Account;
  sessions: OpenSession[];
  /** The session that the page is looked at in. */
  current: string;
  words: Words;
  csrf: string;
  problem?: PasswordProblem;
  notice?: string;
}

export const accountView = (page: AccountPage): Html => {
  const { account, words } = page;
  const { t } = words;
  return html`${notice(page.notice)}<p>${t('staff:account.intro', { email: account.email, role: t(`staff:role.${account.role}`) })}</p>
<div class="halves">${isLocal(account) && html`<div>${[namePart(page), passwordPart(page)]}</div>`}${sessionsPart(page)}</div>`;
};

/** Whoever signs in elsewhere is called what they are called there. */
const namePart = ({ account, words: { t }, csrf }: AccountPage): Html =>
  html`<section><h2>${t('staff:account.name')}</h2>${post(
    csrf,
    '/staff/account/name',
    html`<p><label for="name">${t('staff:account.nameLabel')}</label><input id="name" name="name" maxlength="60" value="${account.name}" aria-describedby="name-hint"></p>
<p id="name-hint" class="hint">${t('staff:account.nameHint')}</p><p><button class="quiet">${t('staff:account.save')}</button></p>`,
  )}</section>`;

const passwordPart = ({ account, problem, words: { t }, csrf }: AccountPage): Html =>
  html`<section><h2>${t('staff:account.password')}</h2>${
    problem &&
    html`<p class="refusal" role="alert">${problem.kind === 'old' ? problem.text : t(`staff:invitation.${problem.kind}`)}</p>`
  }${post(
    csrf,
    '/staff/account/password',
    html`<input type="hidden" name="username" autocomplete="username" value="${account.email}">
<p><label for="old">${t('staff:account.old')}</label><input id="old" name="old" type="password" autocomplete="current-password" required></p>
<p><label for="password">${t('staff:account.new')}</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="12" maxlength="128" required aria-describedby="rule"></p>
<p id="rule" class="hint">${t('staff:invitation.rule')}</p>
<p><label for="again">${t('staff:invitation.again')}</label><input id="again" name="again" type="password" autocomplete="new-password" required></p>
<p><button class="quiet">${t('staff:account.change')}</button></p>`,
  )}</section>`;

const sessionsPart = ({ sessions, current, words, csrf }: AccountPage): Html => {
  const { t } = words;
  return html`<section><h2>${t('staff:account.sessions')}</h2><p class="hint">${t('staff:account.sessionsHint')}</p>
<ul class="cards">${sessions.map(({ key, browser, startedAt, seenAt }) => {
    const name = browser || t('staff:account.unknownBrowser');
    return html`<li class="group"><p><strong>${name}</strong>${key === current && html` <span class="hint">${t('staff:account.this')}</span>`}</p>
<p class="hint">${t('staff:account.since', { from: words.moment(startedAt), seen: words.moment(seenAt) })}</p>${
      key !== current &&
      post(
        csrf,
        '/staff/account/end',
        html`<input type="hidden" name="session" value="${key}"><button class="quiet">${t('staff:account.end')}<span class="unseen"> ${name}, ${words.moment(startedAt)}</span></button>`,
      )
    }</li>`;
  })}</ul>${
    sessions.length > 1 &&
    post(
      csrf,
      '/staff/account/end',
      html`<input type="hidden" name="session" value="others"><button class="quiet">${t('staff:account.endOthers')}</button>`,
    )
  }</section>`;
};
