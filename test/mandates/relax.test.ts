import { describe, expect, test } from '@jest/globals';
import { relax } from '../../src/mandates/relax.ts';
import type { Profile } from '../../src/profile.ts';
import { aMandate } from './a-mandate.ts';

const options = { today: '2026-11-23' };
const wanted: Profile = {
  residency: 'citizen',
  languages: { fr: 'C1' },
  availability: { minMonths: 3, maxMonths: 6, from: '2027-03' },
  domains: ['agriculture'],
  countries: ['SN'],
  skills: ['compost'],
};
const compost = { fr: ['Compost'], en: ['Compost'], es: ['Compost'] };

describe('when nothing meets every wish', () => {
  test.each<[string, Parameters<typeof aMandate>[0], string[]]>([
    ['everything is met: nothing is dropped', { skills: compost }, []],
    ['the start goes first', { skills: compost, departure: { from: '2026-12', to: '2027-01' } }, ['start']],
    ['then the country', { skills: compost, country: 'BJ' }, ['country']],
    ['the field last', { skills: compost, domains: ['communications'] }, ['domain']],
    [
      'as few as possible',
      { country: 'BJ', domains: ['communications'], skills: compost },
      ['country', 'domain'],
    ],
  ])('%s', (_rule, changes, dropped) => {
    const relaxed = relax(wanted, [aMandate(changes)], options);
    expect(relaxed.dropped).toEqual(dropped);
    expect(relaxed.suggestions.map(({ id }) => id)).toEqual(['a-mandate']);
  });

  test('skills that no mandate uses are the first to go', () => {
    const relaxed = relax({ ...wanted, skills: ['violon'] }, [aMandate()], options);
    expect(relaxed.dropped).toEqual(['skills']);
  });

  test('of two ways the one that costs the lesser wish is taken', () => {
    const elsewhere = aMandate({ id: 'elsewhere', country: 'BJ', skills: compost });
    const otherField = aMandate({ id: 'other-field', domains: ['communications'], skills: compost });
    const relaxed = relax(wanted, [otherField, elsewhere], options);
    expect(relaxed.dropped).toEqual(['country']);
    expect(relaxed.suggestions.map(({ id }) => id)).toEqual(['elsewhere']);
  });

  test('what was not wished for is not dropped', () => {
    expect(relax({ countries: ['BO'] }, [aMandate()], options).dropped).toEqual(['country']);
  });

  test('hard limits are never relaxed: then near misses are all there is', () => {
    const relaxed = relax(wanted, [aMandate({ duration: { minMonths: 8, maxMonths: 12 } })], options);
    expect(relaxed.suggestions).toEqual([]);
    expect(relaxed.nearMisses.map(({ unlock }) => unlock)).toEqual([
      [{ kind: 'duration', need: 8, have: 6, more: 2 }],
    ]);
  });

  test('without any mandate the answer is empty', () => {
    expect(relax(wanted, [], options)).toMatchObject({ suggestions: [], nearMisses: [] });
  });
});
