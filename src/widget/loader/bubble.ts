const SVG = 'http://www.w3.org/2000/svg';

/** A footbridge in a speech bubble. */
const DRAWING =
  'M6 4h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-6 5v-5H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4zM7 19h18M8 15q8-9 16 0M12 19v-7M16 19v-8M20 19v-7';

/** The button that stands in the page: a drawing and a word. */
export function drawBubble(label: string): HTMLButtonElement {
  const bubble = document.createElement('button');
  const icon = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const text = document.createElement('span');
  bubble.className = 'bubble';
  text.className = 'label';
  text.textContent = label;
  icon.setAttribute('viewBox', '0 0 32 32');
  path.setAttribute('d', DRAWING);
  icon.append(path);
  bubble.append(icon, text);
  return bubble;
}
