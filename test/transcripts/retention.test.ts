import { expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { keepRetention } from '../../src/transcripts/retention.ts';

const logger = pino({ level: 'silent' });
const DAY = 24 * 3_600_000;

test('what is old goes at once and every day, and one failure keeps nothing else', async () => {
  jest.useFakeTimers();
  const failed = jest.spyOn(logger, 'error');
  const drafts = jest.fn(async () => 1);
  const stop = keepRetention(
    {
      conversations: () => Promise.reject(new Error('the store is away')),
      drafts,
    },
    logger,
  );
  await jest.advanceTimersByTimeAsync(DAY + 1);
  expect(drafts).toHaveBeenCalledTimes(2);
  expect(failed).toHaveBeenCalledTimes(2);
  stop();
  await jest.advanceTimersByTimeAsync(DAY);
  expect(drafts).toHaveBeenCalledTimes(2);
  jest.useRealTimers();
});
