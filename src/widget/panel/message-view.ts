import { cardsView } from './cards-view.ts';
import { element } from './element.ts';
import { fill } from './fill.ts';
import { withoutTurning } from './link.ts';
import type { Message } from './message.ts';
import type { Scene } from './scene.ts';
import { link, textView } from './text-view.ts';

/** One message of the log: who said it (for who cannot see its side), the words, what is attached, its sources. */
export function messageView(message: Message, scene: Scene): HTMLElement {
  const { texts } = scene;
  const { own, text, locale, cards, carousel, sources } = message;
  const words = own
    ? [element('p', {}, withoutTurning(text))]
    : [
        ...textView(text, texts.newTab),
        ...sources.map(({ name, address }) =>
          element('p', { class: 'source' }, ...sourceLine(name, address, scene)),
        ),
      ];
  return element(
    'div',
    { class: own ? 'message own' : 'message', lang: own ? undefined : locale },
    element('span', { class: 'unseen' }, `${own ? texts.you : texts.assistant}: `),
    text !== '' && element('div', { class: 'words', dir: 'auto' }, ...words),
    ...cardsView(cards, carousel, scene),
  );
}

function sourceLine(name: string, address: string | undefined, { texts }: Scene): (Node | string)[] {
  const shown = withoutTurning(name);
  if (!address) return [fill(texts.source, { name: shown })];
  const [before = '', after = ''] = texts.source.split('{{name}}');
  return [before, link(address, [shown], texts.newTab), after];
}

/** What is read out when a message arrives: the words, then the names of the cards and of what can be chosen. */
export function spoken({ text, cards, choices }: Message, view: HTMLElement, { texts }: Scene): string {
  const words = view.querySelector('.words')?.textContent ?? text;
  const titles = cards.flatMap((card) =>
    card.kind === 'hero' ? [card.title] : card.kind === 'table' ? [card.table.speak] : [],
  );
  const offered = choices.map(({ title }) => title).join(', ');
  return [
    `${texts.assistant}: ${words}`,
    cards.length > 1 && fill(texts.cards, { count: cards.length }),
    ...titles,
    offered && `${texts.choices}: ${offered}`,
  ]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
