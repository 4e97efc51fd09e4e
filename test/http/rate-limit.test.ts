import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createFaultLimit, createRateLimit } from '../../src/http/rate-limit.ts';

const TOO_MANY = expect.objectContaining({ status: 429, headers: { 'retry-after': '60' } });

const outcomeOf = (act: () => void): unknown => {
  try {
    act();
    return 'passed';
  } catch (error) {
    return error;
  }
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a rate', () => {
  test('lets so many of each key pass, and says when to come back', () => {
    const count = createRateLimit({ points: 2, seconds: 60 });
    const outcomes = ['a', 'a', 'b', 'a', 'b'].map((key) => outcomeOf(() => count(key)));
    expect(outcomes).toEqual(['passed', 'passed', 'passed', TOO_MANY, 'passed']);
  });

  test('begins anew once its seconds are over, counted from the first', () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(1_000);
    const count = createRateLimit({ points: 1, seconds: 60 });
    count('a');
    clock.mockReturnValue(41_000);
    expect(outcomeOf(() => count('a'))).toMatchObject({ status: 429, headers: { 'retry-after': '20' } });
    clock.mockReturnValue(61_001);
    expect(outcomeOf(() => count('a'))).toBe('passed');
  });

  test('holds for whoever floods, however many others come', () => {
    const count = createRateLimit({ points: 100, seconds: 60 });
    const outcomes: unknown[] = [];
    for (let other = 0; other < 50_000; other++) {
      count(`address-${other}`);
      if (other % 250 === 0) outcomes.push(outcomeOf(() => count('flood')));
    }
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(100);
  });
});

test('faults are counted when they show, and stop what would bring more', () => {
  const faults = createFaultLimit({ points: 2, seconds: 60 });
  expect(outcomeOf(() => faults.mayTry('a'))).toBe('passed');
  faults.count('a');
  expect(outcomeOf(() => faults.mayTry('a'))).toBe('passed');
  faults.count('a');
  expect([outcomeOf(() => faults.mayTry('a')), outcomeOf(() => faults.mayTry('b'))]).toEqual([
    TOO_MANY,
    'passed',
  ]);
});
