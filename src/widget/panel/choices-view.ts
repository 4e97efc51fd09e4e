import type { Choice } from './choices.ts';
import { element, ICONS, icon } from './element.ts';
import type { Scene } from './scene.ts';
import { link } from './text-view.ts';

/** Buttons that speak for the visitor, and links that look like them. */
export const choiceViews = (choices: Choice[], scene: Scene): HTMLElement[] =>
  choices.map((choice) => {
    if (choice.address) {
      const view = link(choice.address, [choice.title], scene.texts.newTab);
      view.className = 'choice';
      return view;
    }
    return element(
      'button',
      { type: 'button', class: 'choice', click: () => scene.choose(choice) },
      choice.title,
    );
  });

/** The bot's suggestions after its last message. */
export const suggestions = (choices: Choice[], scene: Scene): HTMLElement =>
  element(
    'div',
    { class: 'choices', role: 'group', 'aria-label': scene.texts.choices },
    ...choiceViews(choices, scene),
  );

/** A round button with a drawing on it. */
export const iconButton = (
  drawing: keyof typeof ICONS,
  label: string,
  click: (event: Event) => void,
  attributes: Record<string, string> = {},
): HTMLButtonElement =>
  element(
    'button',
    { type: 'button', class: 'icon', 'aria-label': label, title: label, click, ...attributes },
    icon(ICONS[drawing]),
  );
