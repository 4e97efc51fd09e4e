import { fill } from '../../fill.ts';
import type { Card } from './card.ts';
import { choiceViews, iconButton } from './choices-view.ts';
import { element } from './element.ts';
import { safeAddress } from './link.ts';
import type { Scene } from './scene.ts';
import { tableView } from './table-view.ts';
import { link, textView } from './text-view.ts';

/** The attachments of a message: side by side as a carousel, or one below the other. */
export function cardsView(cards: Card[], carousel: boolean, scene: Scene): HTMLElement[] {
  const views = cards.map((card) => cardView(card, scene));
  return carousel && views.length > 1 ? [carouselView(views, scene)] : views;
}

function cardView(card: Card, scene: Scene): HTMLElement {
  const { texts } = scene;
  switch (card.kind) {
    case 'hero':
      return element(
        'article',
        { class: 'card' },
        card.image && picture(card.image, ''),
        card.title && element(scene.level === 1 ? 'h2' : 'h3', {}, card.title),
        card.subtitle && element('p', { class: 'subtitle' }, card.subtitle),
        element('div', { class: 'text' }, ...textView(card.text, texts.newTab)),
        card.choices.length > 0 && element('div', { class: 'choices' }, ...choiceViews(card.choices, scene)),
      );
    case 'table':
      return tableView(card.table);
    case 'image':
      return picture(card.address, card.name);
    case 'file':
      return element(
        'p',
        { class: 'card' },
        link(card.address, [`${texts.file} ${card.name}`], texts.newTab),
      );
    case 'adaptive':
      return adaptive(card, scene);
    default:
      return element('p', { class: 'card notice' }, texts.unsupported);
  }
}

/** The library for Adaptive Cards outweighs everything else: it is fetched when the first such card is shown. */
function adaptive({ content, fallback }: Extract<Card, { kind: 'adaptive' }>, scene: Scene): HTMLElement {
  const place = element('div', { class: 'card drawn' });
  import('../cards/adaptive-card.ts')
    .then(({ drawAdaptiveCard }) => drawAdaptiveCard(content, scene, { textView, safeAddress }))
    .then((drawn) => place.replaceChildren(drawn))
    .catch(() => place.replaceChildren(...textView(fallback || scene.texts.unsupported, scene.texts.newTab)));
  return place;
}

/** A picture that cannot be loaded leaves no hole. */
const picture = (address: string, name: string): HTMLElement =>
  element('img', {
    src: address,
    alt: name,
    loading: 'lazy',
    error: ({ target }) => (target as HTMLElement).remove(),
  });

function carouselView(cards: HTMLElement[], { texts }: Scene): HTMLElement {
  const list = element('ul', { role: 'list' }, ...cards.map((card) => element('li', {}, card)));
  const move = (direction: number) => () =>
    list.scrollBy({ left: direction * (cards[0]?.offsetWidth ?? 0), behavior: 'smooth' });
  const previous = iconButton('left', texts.previous, move(-1));
  const next = iconButton('right', texts.next, move(1));
  const update = () => {
    const { scrollLeft, clientWidth, scrollWidth } = list;
    previous.disabled = scrollLeft < 8;
    next.disabled = scrollLeft + clientWidth > scrollWidth - 8;
  };
  // To browsers a card is in sight when a corner is: for who comes by keyboard the whole of it is brought along.
  list.addEventListener('focusin', ({ target }) => {
    const focused = target as HTMLElement;
    const item = focused.closest('li');
    const first = list.firstElementChild as HTMLElement | null;
    if (item && first && focused.matches(':focus-visible'))
      list.scrollLeft = item.offsetLeft - first.offsetLeft;
  });
  list.addEventListener('scroll', update, { passive: true });
  new ResizeObserver(update).observe(list);
  return element(
    'div',
    { class: 'carousel', role: 'group', 'aria-label': fill(texts.cards, { count: cards.length }) },
    list,
    element('div', { class: 'turn' }, previous, next),
  );
}
