import { LANGUAGE_NAMES, LOCALES, type Locale } from '../../locale.ts';
import type { Texts } from '../texts.ts';
import { html } from './html.ts';
import { page } from './shell.ts';

const noScript = ({ page }: Texts, locale: Locale) =>
  html`<noscript><p>${page.noScript} <a href="${locale}/faq">${page.faq}</a></p></noscript>`;

/** `/`: the whole window is the chat, with a word of welcome beside it where there is room. */
export const chatPage = (texts: Texts, locale: Locale, style: string): string =>
  page({
    locale,
    title: texts.page.title,
    description: texts.page.intro,
    root: '',
    style,
    bodyClass: 'chat',
    head: [html`<script src="widget.js" defer></script>`],
    body: html`<aside>
<p class="heading">${texts.page.heading}</p>
<p>${texts.page.intro}</p>
<p class="small">${texts.page.private}</p>
<p class="small"><a href="${locale}/faq">${texts.page.faq}</a></p>
</aside>
<main><passerelle-chat data-mode="page" data-locale="${locale}"></passerelle-chat>${noScript(texts, locale)}</main>`,
  });

/** `/chat`: nothing but the chat, for a frame in a page that lets no script of ours in. */
export const framePage = (texts: Texts, locale: Locale, style: string): string =>
  page({
    locale,
    title: texts.page.title,
    root: '',
    style,
    bodyClass: 'frame',
    head: [html`<meta name="robots" content="noindex">`, html`<script src="widget.js" defer></script>`],
    body: html`<main><passerelle-chat data-mode="page" data-locale="${locale}"></passerelle-chat>${noScript(texts, locale)}</main>`,
  });

/** Links to the other languages of a page. */
export const otherLanguages = (texts: Texts, locale: Locale, to: (other: Locale) => string) =>
  html`<nav aria-label="${texts.page.languages}">${LOCALES.filter((other) => other !== locale).map(
    (other) => html`<a href="${to(other)}" lang="${other}" hreflang="${other}">${LANGUAGE_NAMES[other]}</a> `,
  )}</nav>`;
