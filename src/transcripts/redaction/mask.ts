/** What was masked; staff pages say it in the reader's language. */
export type Masked = 'email' | 'phone' | 'sin' | 'postal-code' | 'card' | 'name';

export const mask = (kind: Masked): string => `[${kind}]`;

/** Finds the masks in a redacted text. */
export const MASKS = /\[(email|phone|sin|postal-code|card|name)\]/g;
