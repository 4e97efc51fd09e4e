import { expect, test } from '@jest/globals';
import type { NearMiss, Unlock } from '../../src/mandates/fit.ts';
import { unlocks } from '../../src/mandates/unlocks.ts';
import { aMandate } from './a-mandate.ts';

const missing = (id: string, ...unlock: Unlock[]): NearMiss => ({
  id,
  mandate: aMandate({ id }),
  score: 1,
  unlock,
});
const longer = (more: number): Unlock => ({ kind: 'duration', need: 4 + more, have: 4, more });

test('two more months open what one more opens, too', () => {
  const [first, second] = unlocks([
    missing('a', longer(2)),
    missing('b', longer(1)),
    missing('c', longer(2)),
  ]);
  expect(first).toEqual({ unlock: longer(2), ids: ['a', 'b', 'c'] });
  expect(second).toEqual({ unlock: longer(1), ids: ['b'] });
});

test('what opens the most for what it asks comes first', () => {
  const spanish: Unlock = { kind: 'language', code: 'es', need: 'B1' };
  const found = unlocks([missing('a', spanish), missing('b', longer(1)), missing('c', spanish)]);
  expect(found.map(({ unlock }) => unlock.kind)).toEqual(['duration', 'language']);
  expect(found[1]?.ids).toEqual(['a', 'c']);
});

test('changes of different directions do not add up', () => {
  const found = unlocks([
    missing('longer', longer(1)),
    missing('shorter', { kind: 'duration', need: 3, have: 4, less: 1 }),
    missing('earlier', { kind: 'departure', need: '2027-01', have: '2027-02', earlier: 1 }),
    missing('resident', { kind: 'residency', need: ['citizen'], have: 'none' }),
  ]);
  expect(found.map(({ ids }) => ids)).toEqual([['longer'], ['shorter'], ['earlier'], ['resident']]);
});

test('a mandate that needs two changes is opened by neither', () => {
  expect(unlocks([missing('a', longer(1), { kind: 'language', code: 'es', need: 'B1' })])).toEqual([]);
});
