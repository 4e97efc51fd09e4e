import {
  type Action,
  AdaptiveCard,
  HostConfig,
  OpenUrlAction,
  SerializationContext,
  SubmitAction,
  Version,
} from 'adaptivecards';
import type { Scene } from '../panel/scene.ts';
import { HOST_CONFIG } from './host-config.ts';
import { tamed } from './tamed.ts';

/** Lent by the panel, which has them already: a shared module would be a third file to load. */
interface Lent {
  /** Markdown as elements, never as markup. */
  textView(text: string, newTab: string): HTMLElement[];
  safeAddress(address: unknown): string | undefined;
}

/** The newest version of the schema that the library draws. */
const VERSION = new Version(1, 5);

// A page may have a markdown library of its own in reach; what it makes would go in as markup.
AdaptiveCard.onProcessMarkdown = (_text, result) => {
  result.didProcess = false;
};

/** Draws an Adaptive Card with the library of its makers, in the panel's colours. */
export function drawAdaptiveCard(
  content: Record<string, unknown>,
  scene: Scene,
  { textView, safeAddress }: Lent,
): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig({
    ...HOST_CONFIG,
    // Without a level, headings are announced as headings of no level, which is an error.
    textBlock: { headingLevel: scene.level + 1 },
  });
  card.parse(
    tamed(content, { origin: new URL(scene.server).origin, safeAddress }),
    new SerializationContext(VERSION),
  );
  card.onExecuteAction = (action: Action) => {
    if (action instanceof SubmitAction)
      scene.choose({
        title: action.title ?? '',
        says: { type: 'message', text: action.title, value: action.data },
      });
    if (action instanceof OpenUrlAction) open(action.url, '_blank', 'noopener,noreferrer');
  };
  const drawn = card.render();
  if (!drawn) throw new Error('The card could not be drawn.');
  for (const block of drawn.querySelectorAll('.ac-textBlock'))
    block.replaceChildren(...textView(block.textContent ?? '', scene.texts.newTab));
  for (const button of drawn.querySelectorAll('.ac-pushButton')) button.classList.add('choice');
  return drawn;
}
