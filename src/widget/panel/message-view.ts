import { fill } from '../../fill.ts';
import { cardsView } from './cards-view.ts';
import { element } from './element.ts';
import type { Message } from './message.ts';
import type { Scene } from './scene.ts';
import { link, textView } from './text-view.ts';

/** One message of the log: who said it (for who cannot see its side), the words, what is attached, its sources. */
export function messageView(message: Message, scene: Scene): HTMLElement {
  const { texts } = scene;
  const { own, author, text, locale, cards, carousel, sources } = message;
  const words = own
    ? [element('p', {}, text)]
    : [
        ...textView(text, texts.newTab),
        ...sources.map(({ name, address }) =>
          element('p', { class: 'source' }, ...sourceLine(name, address, scene)),
        ),
      ];
  return element(
    'div',
    { class: `message${own ? ' own' : author ? ' signed' : ''}`, lang: own ? undefined : locale },
    element('span', { class: 'unseen' }, `${speaker(message, scene)}: `),
    text !== '' && element('div', { class: 'words', dir: 'auto' }, ...words),
    ...cardsView(cards, carousel, scene),
  );
}

function sourceLine(name: string, address: string | undefined, { texts }: Scene): (Node | string)[] {
  if (!address) return [fill(texts.source, { name })];
  const [before = '', after = ''] = texts.source.split('{{name}}');
  return [before, link(address, [name], texts.newTab), after];
}

/** Whose words they are, for who cannot see their side and colour. */
export const speaker = ({ own, author }: Message, { texts }: Pick<Scene, 'texts'>): string =>
  own ? texts.you : (author ?? texts.assistant);

/** What is read out when a message arrives: the words, then the names of the cards and of what can be chosen. */
export function spoken(message: Message, view: HTMLElement, scene: Scene): string {
  const { text, cards, choices } = message;
  const { texts } = scene;
  const words = view.querySelector('.words')?.textContent ?? text;
  const titles = cards.flatMap((card) =>
    card.kind === 'hero' ? [card.title] : card.kind === 'table' ? [card.table.speak] : [],
  );
  const offered = choices.map(({ title }) => title).join(', ');
  return [
    `${speaker(message, scene)}: ${words}`,
    cards.length > 1 && fill(texts.cards, { count: cards.length }),
    ...titles,
    offered && `${texts.choices}: ${offered}`,
  ]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
