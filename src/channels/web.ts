import type { Activity } from 'botbuilder-core';
import { WEB } from './limits.ts';
import { withinSize } from './size.ts';
import type { Voice } from './told.ts';

/** Direct Line clients show everything that the dialogs send; only what is larger than they take is parted. */
export const renderWeb = (activity: Partial<Activity>, voice: Voice): Partial<Activity>[] =>
  withinSize(activity, WEB, voice);
