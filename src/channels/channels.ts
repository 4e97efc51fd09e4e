import type { Activity } from 'botbuilder';

/** The channels whose visitors see no buttons and choose by number. */
const WITH_BUTTONS = new Set(['directline', 'webchat', 'emulator', 'msteams', 'facebook']);

export const numbersChoices = (channelId: string): boolean => !WITH_BUTTONS.has(channelId);

/** What a channel shows of a reply. */
export const render = (activity: Partial<Activity>): Partial<Activity>[] => [activity];
