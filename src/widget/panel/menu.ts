import { iconButton } from './choices-view.ts';
import { element, type ICONS } from './element.ts';

export interface MenuItem {
  label: string;
  /** BCP 47, when the label is in a language of its own. */
  lang?: string;
  /** The one of several that holds now. */
  current?: boolean;
  act(): void;
}

/** A button that shows and hides a list of buttons. Esc, a choice, or leaving it closes the list. */
export function createMenu(drawing: keyof typeof ICONS, label: string, items: MenuItem[]): HTMLElement {
  const button = iconButton(drawing, label, () => show(list.hidden === true), { 'aria-expanded': 'false' });
  const list = element(
    'div',
    { class: 'list', hidden: true },
    ...items.map(({ label: text, lang, current, act }) =>
      element(
        'button',
        {
          type: 'button',
          lang,
          'aria-current': current ? 'true' : undefined,
          click() {
            show(false);
            button.focus();
            act();
          },
        },
        text,
      ),
    ),
  );
  const menu = element(
    'div',
    {
      class: 'menu',
      keydown(event) {
        if ((event as KeyboardEvent).key !== 'Escape' || list.hidden) return;
        // Esc closes what was opened last, and the panel only when nothing else is open.
        event.stopPropagation();
        event.preventDefault();
        show(false);
        button.focus();
      },
      focusout(event) {
        const { relatedTarget } = event as FocusEvent;
        if (relatedTarget && !menu.contains(relatedTarget as Node)) show(false);
      },
    },
    button,
    list,
  );

  function show(on: boolean): void {
    list.hidden = !on;
    button.setAttribute('aria-expanded', String(on));
    if (on) list.querySelector('button')?.focus();
  }

  return menu;
}
