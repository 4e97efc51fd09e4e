import { describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { readReply } from '../../src/channels/reply.ts';
import { brokenLimits, CHANNELS } from './broken-limits.ts';
import { anyReply, renderOn, wordsShown } from './replies.ts';

const RUNS = { numRuns: 80 };

const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
const wordsIn = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** What must arrive. A button may be known by the short label that people wrote for it. */
function unsaid(activity: Partial<Activity>, shown: string): string[] {
  const { text, cards, choices } = readReply(activity);
  const missing = (words: string | undefined) => wordsIn(words ?? '').filter((word) => !shown.includes(word));
  const buttons = [...choices, ...cards.flatMap((card) => card.buttons)];
  return [
    ...[text, ...cards.flatMap((card) => [card.title, card.subtitle, card.text])].flatMap(missing),
    ...buttons
      .filter(({ short }) => short === undefined || missing(short).length > 0)
      .flatMap(({ title }) => missing(title)),
  ];
}

describe.each([...CHANNELS])('any reply on %s', (channel) => {
  test('stays within every limit', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        expect(renderOn(channel, reply).flatMap((shown) => brokenLimits(channel, shown))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('loses no word', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        // A word longer than a message is cut; its letters still stand there one after the other.
        const shown = letters(renderOn(channel, reply).map(wordsShown).join(' '));
        expect(unsaid(reply, shown)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('asks at the end: choices hang on the last message or stay in view', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const shown = renderOn(channel, reply);
        const withActions = shown.filter(({ suggestedActions }) => suggestedActions);
        expect(withActions.every((activity) => activity === shown.at(-1))).toBe(true);
      }),
      RUNS,
    );
  });
});
