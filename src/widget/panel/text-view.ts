import { element, ICONS, icon } from './element.ts';
import { type Inline, readMarkdown } from './markdown.ts';

/** Text of the bot as paragraphs, lists and links. `newTab` is read out after a link. */
export const textView = (text: string, newTab: string): HTMLElement[] =>
  readMarkdown(text).map(({ kind, start, lines }) => {
    if (kind === 'p')
      return element(
        'p',
        {},
        ...lines.flatMap((line, index) => [index > 0 && element('br'), ...spans(line, newTab)]),
      );
    const items = lines.map((line) => element('li', {}, ...spans(line, newTab)));
    return element(kind, { start: start === 1 ? undefined : start }, ...items);
  });

const spans = (inlines: Inline[], newTab: string): (Node | string)[] =>
  inlines.map((inline) => {
    if (typeof inline === 'string') return inline;
    const content = spans(inline.content, newTab);
    return inline.kind === 'link'
      ? link(inline.address, content, newTab)
      : element(inline.kind, {}, ...content);
  });

/** A link out of the conversation: it opens beside it, and the page it opens knows nothing of where it came from. */
export const link = (address: string, content: (Node | string)[], newTab: string): HTMLAnchorElement =>
  element(
    'a',
    { href: address, target: '_blank', rel: 'noopener noreferrer' },
    ...content,
    icon(ICONS.out),
    element('span', { class: 'unseen' }, ` (${newTab})`),
  );
