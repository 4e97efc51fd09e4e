type Value = string | number | boolean | undefined | ((event: Event) => void);
type Child = Node | string | false | undefined;

/** An element with attributes (functions listen to the event of that name) and children. Text stays text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing on a grid of 24; it says nothing to screen readers. */
export function icon(drawing: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', drawing);
  svg.append(path);
  return svg;
}

export const ICONS = {
  bridge:
    'M2.5 14.500h19M4 14.500c2-6.5 14-6.5 16 0M8 14.500v-3.700M12 14.500v-4.700M16 14.500v-3.700M6 18.500c2-1 4 1 6 0s4-1 6 0',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  globe:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.5 12h17M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z',
  send: 'M4 12h15M13 6l6 6-6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  out: 'M14 5h5v5M19 5l-8 8M17 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h4',
  yes: 'M5 12.500l4.5 4.500L19 7.5',
  no: 'M7 7l10 10M17 7L7 17',
  perhaps: 'M9 9a3 3 0 1 1 4 2.800c-.7.3-1 .8-1 1.700M12 17h.01',
} as const;
