import { type Activity, CloudAdapterBase, TurnContext } from 'botbuilder-core';
import { BotFrameworkAuthenticationFactory } from 'botframework-connector';

export type Logic = (context: TurnContext) => Promise<void>;

/** One adapter for every channel: Bot Framework channels over HTTP, the embedded Direct Line in process. */
export class PasserelleAdapter extends CloudAdapterBase {
  constructor() {
    super(BotFrameworkAuthenticationFactory.create());
  }

  /**
   * Runs an activity that this process itself has authenticated. No connector client is built for it: the turn keeps the
   * replies, and Direct Line reads them from the store. There is no middleware either, and `runMiddleware` would put a
   * proxy around the context that every look at it goes through.
   */
  runEmbedded(activity: Activity, logic: Logic): Promise<void> {
    return logic(new TurnContext(this, activity));
  }
}
