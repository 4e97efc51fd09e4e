/** Markup that is safe to send: made by `html` alone, which escapes whatever is put into it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

/** What may stand in a template: text is escaped, markup goes in as it is, nothing and `false` leave no trace. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

/** A page's markup as a template: html`<p>${text}</p>`. Attribute values must stand in double quotes. */
export const html = (pieces: TemplateStringsArray, ...contents: Content[]): Html =>
  new Html(pieces.reduce((markup, piece, index) => `${markup}${markupOf(contents[index - 1])}${piece}`));

/** Markup that another library made and that is known to be clean: a chart, markdown without HTML. */
export const trusted = (markup: string): Html => new Html(markup);

function markupOf(content: Content): string {
  if (content === false || content === null || content === undefined) return '';
  if (content instanceof Html) return content.markup;
  if (Array.isArray(content)) return content.map(markupOf).join('');
  return escapeText(String(content));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
