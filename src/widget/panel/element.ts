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
  bridge: 'M3 15h18M4 11q8-8 16 0M8 15V9M12 15V7M16 15V9M6 19q3-2 6 0t6 0',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M5 11v2M12 11v2M19 11v2',
  globe:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.5 12h17M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z',
  send: 'M4 12h15M13 6l6 6-6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  out: 'M14 5h5v5M19 5l-8 8M17 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h4',
  yes: 'M5 12.5l4.5 4.5L19 7.5',
  no: 'M7 7l10 10M17 7L7 17',
  perhaps: 'M9 9a3 3 0 1 1 4 2.8c-.7.3-1 .8-1 1.7M12 17h.01',
} as const;
