const SVG = 'http://www.w3.org/2000/svg';

/** A footbridge in a speech bubble. */
const DRAWING =
  'M6 4h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-6.5 5v-5H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4zM6.5 18.500h19M8 18.500c2.2-6.8 13.8-6.8 16 0M12 18.500v-4.300M16 18.500v-5.200M20 18.500v-4.3';

/** The button that stands in the page: icon, a word, and the number of unread messages. */
export function drawBubble(label: string): HTMLButtonElement {
  const bubble = document.createElement('button');
  bubble.className = 'bubble';
  bubble.setAttribute('aria-haspopup', 'dialog');
  const icon = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  for (const [name, value] of Object.entries({
    d: DRAWING,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  }))
    path.setAttribute(name, value);
  icon.setAttribute('viewBox', '0 0 32 32');
  icon.setAttribute('aria-hidden', 'true');
  icon.append(path);
  const text = document.createElement('span');
  text.className = 'label';
  text.textContent = label;
  bubble.append(icon, text);
  return bubble;
}
