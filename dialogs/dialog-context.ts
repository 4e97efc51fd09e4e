import { type TurnContext, TurnContextStateCollection } from 'botbuilder-core';
import type { DialogInstance, DialogSet, DialogStateManagerConfiguration } from 'botbuilder-dialogs';
// Not by the package's front door, behind which every prompt's recognizers wait: half a second and 60 MB.
import { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogStateManager } from 'botbuilder-dialogs/lib/memory/dialogStateManager.js';

/** Which scopes the SDK's memory has, found once. */
let configuration: DialogStateManagerConfiguration | undefined;

/**
 * The SDK's constructor builds its memory, scopes and all, for every turn. Our dialogs use it only when one ends: it is
 * built then.
 */
const WITH_LATE_MEMORY = Object.create(DialogContext.prototype, {
  state: {
    get(this: DialogContext): DialogStateManager {
      const memory = new DialogStateManager(this, configuration);
      configuration = memory.configuration;
      return memory;
    },
  },
});

/** The dialogs of a turn, which push to and pop from `stack`. */
export const openDialogs = (
  dialogs: DialogSet,
  context: TurnContext,
  stack: DialogInstance[],
): DialogContext =>
  Object.assign(Object.create(WITH_LATE_MEMORY), {
    dialogs,
    context,
    stack,
    services: new TurnContextStateCollection(),
  });
