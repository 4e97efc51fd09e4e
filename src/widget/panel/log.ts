import { tagOf } from '../../locale.ts';
import type { Activity } from '../talk.ts';
import { suggestions } from './choices-view.ts';
import { element } from './element.ts';
import { type Message, readMessage } from './message.ts';
import { messageView } from './message-view.ts';
import type { Scene } from './scene.ts';

/** The conversation as it stands on the screen, oldest first. */
export interface Log {
  view: HTMLElement;
  /** Everything shown, for the transcript. */
  messages(): Message[];
  add(message: Message): HTMLElement;
  /** Shows what was just said and is on its way to the server. */
  await(clientId: string, activity: Activity): HTMLElement;
  /** The server has it, though its echo may be yet to come. */
  taken(clientId: string): void;
  /** The server refused it: it can be said again or taken away. */
  refused(clientId: string, say: (activity: Activity) => void): void;
  typing(on: boolean): void;
  clear(): void;
}

/** The newest messages, whose place must be exact; older ones are laid out when they come into sight. */
const LAID_OUT = 30;

/** A pause after which the time is said: somebody came back, or a person of the team has answered. */
const PAUSE_MS = 60 * 60_000;

export function createLog(scene: Scene): Log {
  const lines = element('div', { class: 'lines' });
  const onTheWay = element('div', { class: 'lines waiting' });
  const typing = element(
    'div',
    { class: 'typing', role: 'img', hidden: true },
    ...[0, 1, 2].map(() => element('i')),
  );
  const offered = element('div');
  const view = element('div', { class: 'content' }, lines, onTheWay, typing, offered);
  const waiting = new Map<string, { line: HTMLElement; activity: Activity }>();
  let shown: Message[] = [];

  function takeAway(clientId: string): void {
    waiting.get(clientId)?.line.remove();
    waiting.delete(clientId);
  }

  return {
    view,
    messages: () => shown,
    add(message) {
      if (message.clientId) takeAway(message.clientId);
      if (!message.own) typing.hidden = true;
      const line = messageView(message, scene);
      const before = shown.at(-1)?.at;
      if (before && message.at && +message.at - +before > PAUSE_MS) lines.append(timeView(message.at, scene));
      lines.append(line);
      lines.children[lines.childElementCount - LAID_OUT]?.classList.add('past');
      shown.push(message);
      offered.replaceChildren(...(message.choices.length > 0 ? [suggestions(message.choices, scene)] : []));
      return line;
    },
    await(clientId, activity) {
      offered.replaceChildren();
      const line = messageView(readMessage({ ...activity, from: { role: 'user' } }, scene.server), scene);
      line.append(element('p', { class: 'state' }, scene.texts.pending));
      waiting.set(clientId, { line, activity });
      onTheWay.append(line);
      return line;
    },
    taken(clientId) {
      waiting.get(clientId)?.line.classList.add('taken');
    },
    refused(clientId, say) {
      const refused = waiting.get(clientId);
      if (!refused) return;
      const { line, activity } = refused;
      const button = (text: string, click: () => void) =>
        element(
          'button',
          {
            type: 'button',
            click() {
              takeAway(clientId);
              click();
            },
          },
          text,
        );
      line.classList.add('refused');
      line.lastChild?.replaceWith(
        element(
          'p',
          { class: 'state', role: 'alert' },
          `${scene.texts.failed} `,
          button(scene.texts.retry, () => say(activity)),
          button(scene.texts.discard, () => {}),
        ),
      );
    },
    typing(on) {
      typing.hidden = !on;
      typing.setAttribute('aria-label', scene.texts.typing);
    },
    clear() {
      for (const part of [lines, onTheWay, offered]) part.replaceChildren();
      waiting.clear();
      typing.hidden = true;
      shown = [];
    },
  };
}

const timeView = (at: Date, { locale }: Scene): HTMLElement =>
  element(
    'p',
    { class: 'when' },
    new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'long', timeStyle: 'short' }).format(at),
  );
