import { element } from './element.ts';

/** Announcements kept: enough for a slow voice, few enough not to be met while reading on. */
const KEPT = 4;

/** Reads new messages out, once each: the log itself is silent, so that what is loaded or moved in it is not read. */
export function createAnnouncer(): { view: HTMLElement; say(text: string): void } {
  const view = element('div', { class: 'unseen', 'aria-live': 'polite', 'aria-relevant': 'additions' });
  return {
    view,
    say(text) {
      view.append(element('p', {}, text));
      if (view.childElementCount > KEPT) view.firstElementChild?.remove();
    },
  };
}
