import { fill } from '../../fill.ts';
import { element } from './element.ts';
import type { Kept } from './kept.ts';
import type { Scene } from './scene.ts';

/** Counts what the bot has said and what of it was in sight, and shows the difference on the bubble. */
export interface Unread {
  /** One more message of the bot. True when it is news: in no tab was it seen before. */
  hear(): boolean;
  /** Looks again whether the visitor sees the conversation. */
  update(): void;
  /** The conversation is told from its beginning. */
  rewind(): void;
}

export function createUnread(
  kept: Kept,
  bubble: Element | null,
  scene: Scene,
  inSight: () => boolean,
): Unread {
  const badge = element('span', { class: 'badge' });
  let heard = 0;
  let seen = kept.seen();
  let updating = false;
  bubble?.append(badge);

  function show(): void {
    updating = false;
    seen = kept.seen();
    if (inSight() && seen !== heard && heard > 0) {
      seen = heard;
      kept.setSeen(heard);
    }
    const count = inSight() ? 0 : heard - seen;
    badge.replaceChildren(
      ...(count > 0
        ? [
            element('span', { 'aria-hidden': 'true' }, String(count)),
            element('span', { class: 'unseen' }, fill(scene.texts.unread, { count })),
          ]
        : []),
    );
  }

  /** A conversation of a thousand messages arrives at once: one look is enough for all. */
  const update = () => {
    if (updating) return;
    updating = true;
    setTimeout(show);
  };

  return {
    update,
    hear() {
      heard += 1;
      update();
      return heard > seen;
    },
    rewind() {
      heard = 0;
      seen = kept.seen();
      update();
    },
  };
}
