import { type Content, type Html, html } from '../html.ts';

interface Option {
  value: string;
  label: string;
}

/** A labelled list to choose one thing from; the first line leaves it open. */
export const select = (name: string, label: string, any: string, options: Option[], chosen = ''): Html =>
  html`<label for="f-${name}">${label}</label> <select id="f-${name}" name="${name}"><option value="">${any}</option>${options.map(
    ({ value, label: text }) =>
      html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`,
  )}</select>`;

export const input = (name: string, label: string, value = '', type = 'text'): Html =>
  html`<label for="f-${name}">${label}</label> <input id="f-${name}" name="${name}" type="${type}" value="${value}">`;

/** A form that posts, with the token that shows it is ours. */
export const post = (csrf: string, action: string, content: Content, kind = ''): Html =>
  html`<form method="post" action="${action}" class="${kind}"><input type="hidden" name="csrf" value="${csrf}">${content}</form>`;

/** A word about what was just done, announced to those who cannot see it appear. */
export const notice = (text: string | undefined): Html =>
  text ? html`<p class="notice" role="status">${text}</p>` : html``;
