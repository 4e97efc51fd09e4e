import { iconButton } from './choices-view.ts';
import { element } from './element.ts';
import type { Scene } from './scene.ts';

/** The part of the panel that scrolls, and the button that leads back to its end. */
export interface Scroller {
  view: HTMLElement;
  /** True when the newest message is in sight. */
  atEnd(): boolean;
  toEnd(smooth?: boolean): void;
  /** Brings a line to the top when what follows it is taller than the window, else shows the end. */
  toReadFrom(line: HTMLElement): void;
}

const NEAR = 80;
const GAP = 12;

export function createScroller(content: HTMLElement, scene: Scene): Scroller {
  const region = element(
    'div',
    { class: 'scroll', role: 'log', 'aria-live': 'off', 'aria-label': scene.texts.log, tabindex: 0 },
    content,
  );
  const latest = iconButton('down', scene.texts.latest, () => toEnd(true));
  latest.classList.add('latest');
  latest.hidden = true;
  const view = element('div', { class: 'conversation' }, region, latest);

  const atEnd = () => region.scrollHeight - region.scrollTop - region.clientHeight < NEAR;
  const toEnd = (smooth = false) => scrollTo(region.scrollHeight, smooth);

  function scrollTo(top: number, smooth: boolean): void {
    region.scrollTo({ top, behavior: smooth ? 'auto' : 'instant' });
  }

  region.addEventListener(
    'scroll',
    () => {
      latest.hidden = atEnd();
    },
    { passive: true },
  );

  return {
    view,
    atEnd,
    toEnd,
    toReadFrom(line) {
      // What is out of sight has estimated heights until it is laid out.
      requestAnimationFrame(() => {
        const top =
          line.getBoundingClientRect().top - region.getBoundingClientRect().top + region.scrollTop - GAP;
        scrollTo(Math.min(top, region.scrollHeight - region.clientHeight), true);
      });
    },
  };
}
