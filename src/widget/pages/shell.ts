import type { Locale } from '../../locale.ts';
import { type Html, html } from './html.ts';

interface Shell {
  locale: Locale;
  title: string;
  description?: string;
  /** Way from the page to the server's root: '' or '../'. */
  root: string;
  style: string;
  head?: Html[];
  bodyClass: string;
  body: Html;
}

/** What all our pages have around them. */
export const page = ({
  locale,
  title,
  description,
  root,
  style,
  head = [],
  bodyClass,
  body,
}: Shell): string =>
  html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title>${title}</title>
${description ? html`<meta name="description" content="${description}">` : ''}
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${root}favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}widget/${style}">
${head}
</head>
<body class="${bodyClass}">
${body}
</body>
</html>
`.markup;
