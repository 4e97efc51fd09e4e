import { iconButton } from './choices-view.ts';
import { element } from './element.ts';
import type { Scene } from './scene.ts';

/** The part of the panel that scrolls, and the button that leads back to its end. */
export interface Scroller {
  view: HTMLElement;
  /** Shows a new line from its beginning, and the end when that fits; not to a visitor who has scrolled back. */
  follow(line: HTMLElement): void;
  /** Brings a line to the top when what follows it is taller than the window, else shows the end. */
  toReadFrom(line: HTMLElement): void;
  relabel(): void;
}

/** Pixels from the end that still count as the end. */
const NEAR = 80;
/** Pixels kept free above a line that is brought to the top. */
const GAP = 20;

export function createScroller(content: HTMLElement, scene: Scene): Scroller {
  const region = element('div', { class: 'scroll', role: 'log', 'aria-live': 'off', tabindex: 0 }, content);
  const latest = iconButton('down', '', () => move(() => region.scrollHeight, true));
  latest.classList.add('latest');
  latest.hidden = true;
  /** Kept from the last scroll: to measure it for each of a thousand messages would lay them out a thousand times. */
  let atEnd = true;
  let moving = 0;
  /** Where the view is to stay while cards and pictures still grow, until the visitor takes over. */
  let hold: (() => number) | undefined;
  /** The view holds to what was new, and may go on to what is newer. */
  let following = false;

  region.addEventListener(
    'scroll',
    () => {
      atEnd = region.scrollHeight - region.scrollTop - region.clientHeight < NEAR;
      latest.hidden = atEnd;
    },
    { passive: true },
  );
  for (const touch of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    region.addEventListener(
      touch,
      () => {
        hold = undefined;
      },
      { passive: true },
    );
  const resized = new ResizeObserver(() => {
    if (hold) move(hold, false);
  });
  resized.observe(region);
  resized.observe(content);

  /** Several moves before the next frame are one, the last. */
  function move(target: () => number, smooth: boolean): void {
    hold = target;
    cancelAnimationFrame(moving);
    moving = requestAnimationFrame(() =>
      region.scrollTo({ top: target(), behavior: smooth ? 'auto' : 'instant' }),
    );
  }

  /** Browsers stop at the end of what there is. */
  const topOf = (line: HTMLElement) => () =>
    line.getBoundingClientRect().top - region.getBoundingClientRect().top + region.scrollTop - GAP;

  return {
    view: element('div', { class: 'conversation' }, region, latest),
    follow(line) {
      if (!atEnd && !(hold && following)) return;
      following = true;
      move(topOf(line), false);
    },
    relabel() {
      region.setAttribute('aria-label', scene.texts.log);
      latest.setAttribute('aria-label', scene.texts.latest);
    },
    toReadFrom(line) {
      following = false;
      move(topOf(line), true);
    },
  };
}
