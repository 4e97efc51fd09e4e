import { expect, test } from '@jest/globals';
import { createPace } from '../../src/bot/delivery-pace.ts';
import { TEAMS } from '../../src/channels/limits.ts';

/** Sends as soon as the pace lets it and gives the times, in milliseconds. */
function sendAll(channel: string, count: number): number[] {
  let at = 0;
  const pace = createPace(() => at);
  return Array.from({ length: count }, () => {
    at += pace.waitFor(channel, 'a');
    pace.sent(channel, 'a');
    return at;
  });
}

test.each([...TEAMS.rates])(
  'Teams gets at most $messages messages in $seconds s',
  ({ messages, seconds }) => {
    const times = sendAll('msteams', 4_000);
    const early = times.filter((at, index) => at - (times[index - messages] ?? -Infinity) < seconds * 1_000);
    expect(early).toEqual([]);
  },
);

test('a usual turn waits for nothing, nor does another conversation or channel', () => {
  expect(sendAll('msteams', 7)).toEqual(Array(7).fill(0));
  expect(sendAll('facebook', 500).at(-1)).toBe(0);
  const pace = createPace(() => 0);
  for (let sent = 0; sent < 7; sent++) pace.sent('msteams', 'a');
  expect(pace.waitFor('msteams', 'a')).toBe(1_000);
  expect(pace.waitFor('msteams', 'b')).toBe(0);
});
