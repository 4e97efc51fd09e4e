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

export function drawAdaptiveCard(content: Record<string, unknown>, scene: Scene): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig({});
  card.parse(content, new SerializationContext(new Version(1, 5)));
  card.onExecuteAction = (action: Action) => {
    if (action instanceof SubmitAction)
      scene.choose({
        title: action.title ?? '',
        says: { type: 'message', text: action.title, value: action.data },
      });
    if (action instanceof OpenUrlAction) open(action.url, '_blank', 'noopener');
  };
  return card.render() ?? document.createElement('div');
}
