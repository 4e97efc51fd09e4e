import type { Translate } from '../../i18n.ts';
import { LANGUAGE_NAMES, LOCALES, type Locale } from '../../locale.ts';
import type { Account } from '../access/accounts.ts';
import { may, type Permission } from '../access/roles.ts';
import { type Html, html } from '../html.ts';
import type { Page, Section } from './visit.ts';

/** Who may enter which part; the navigation shows no door that is locked. */
const DOORS: Record<Section, Permission> = {
  home: 'read',
  conversations: 'read',
  handoffs: 'answer',
  unanswered: 'edit',
  content: 'edit',
  mandates: 'edit',
  figures: 'read',
  people: 'people',
  audit: 'audit',
};

interface Frame {
  page: Page;
  locale: Locale;
  t: Translate;
  csrf: string;
  /** Path and query of this page, for the change of language to come back to. */
  here: string;
  account?: Account;
  /** How many requests for a person wait. */
  waiting?: number;
}

/** The whole document around a page. */
export const documentOf = (frame: Frame): Html => {
  const { page, locale, t } = frame;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} – ${t('staff:layout.product')}</title>
<link rel="stylesheet" href="/staff/assets/staff.css">
<script src="/staff/assets/staff.js" defer></script>
</head>
<body>
${page.bare ? html`<main id="main" class="bare">${page.body}</main>` : framed(frame)}
</body>
</html>`;
};

const framed = (frame: Frame): Html => {
  const { page, t, account } = frame;
  return html`<a class="skip" href="#main">${t('staff:layout.skip')}</a>
<header class="top">
<p class="brand"><a href="/staff">${t('staff:layout.product')}</a></p>
<div class="who">${languages(frame)}${account && signedIn(frame, account)}</div>
${account && navigation(frame, account)}
</header>
<main id="main" tabindex="-1">
<h1>${page.title}</h1>
${page.body}
</main>`;
};

const navigation = ({ page, t, waiting }: Frame, account: Account): Html => {
  const doors = (Object.entries(DOORS) as [Section, Permission][]).filter(([, permission]) =>
    may(account.role, permission),
  );
  return html`<nav aria-label="${t('staff:layout.navigation')}"><ul>${doors.map(
    ([section]) =>
      html`<li><a href="/staff${section === 'home' ? '' : `/${section}`}"${section === page.section && html` aria-current="page"`}>${t(
        `staff:nav.${section}`,
      )}${section === 'handoffs' && waiting ? badge(waiting, t) : ''}</a></li>`,
  )}</ul></nav>`;
};

const badge = (waiting: number, t: Translate): Html =>
  html` <span class="badge"><span aria-hidden="true">${waiting}</span><span class="unseen">${t(
    'staff:layout.waiting',
    { number: waiting },
  )}</span></span>`;

const languages = ({ locale, here, t }: Frame): Html =>
  html`<ul class="languages" aria-label="${t('staff:layout.language')}">${LOCALES.map(
    (each) =>
      html`<li><a href="/staff/language/${each}?${new URLSearchParams({ back: here }).toString()}" lang="${each}" hreflang="${each}"${
        each === locale && html` aria-current="true"`
      }><abbr title="${LANGUAGE_NAMES[each]}">${each.toUpperCase()}</abbr></a></li>`,
  )}</ul>`;

const signedIn = ({ t, csrf }: Frame, { email, role }: Account): Html =>
  html`<p class="account"><a href="/staff/account"><span class="unseen">${t('staff:layout.account')} </span>${email}</a> <small>${t(`staff:role.${role}`)}</small></p>
<form method="post" action="/staff/logout"><input type="hidden" name="csrf" value="${csrf}"><button class="quiet">${t(
    'staff:layout.signOut',
  )}</button></form>`;
