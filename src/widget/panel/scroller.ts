import { iconButton } from './choices-view.ts';
import { element } from './element.ts';
import type { Scene } from './scene.ts';

/** The part of the panel that scrolls, and the button that leads back to its end. */
export interface Scroller {
  view: HTMLElement;
  /** Shows the newest; does nothing when the visitor has scrolled back to read, unless it is `urgent`. */
  toEnd(urgent?: boolean): void;
  /** Brings a line to the top when what follows it is taller than the window, else shows the end. */
  toReadFrom(line: HTMLElement): void;
  relabel(): void;
}

/** Pixels from the end that still count as the end. */
const NEAR = 80;
const GAP = 12;

export function createScroller(content: HTMLElement, scene: Scene): Scroller {
  const region = element('div', { class: 'scroll', role: 'log', 'aria-live': 'off', tabindex: 0 }, content);
  const latest = iconButton('down', '', () => toEnd(true));
  latest.classList.add('latest');
  latest.hidden = true;
  /** Kept from the last scroll: to measure it for each of a thousand messages would lay them out a thousand times. */
  let atEnd = true;
  let moving = 0;
  /** Where the view is to stay while cards and pictures still grow, until the visitor takes over. */
  let hold: (() => number) | undefined;

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

  function toEnd(urgent = false): void {
    if (urgent || atEnd) move(() => region.scrollHeight, urgent);
  }

  return {
    view: element('div', { class: 'conversation' }, region, latest),
    toEnd,
    relabel() {
      region.setAttribute('aria-label', scene.texts.log);
      latest.setAttribute('aria-label', scene.texts.latest);
    },
    toReadFrom: (line) =>
      move(
        () => line.getBoundingClientRect().top - region.getBoundingClientRect().top + region.scrollTop - GAP,
        true,
      ),
  };
}
