import { describe, expect, test } from '@jest/globals';
import { indexMandates } from '../../src/mandates/mandate-index.ts';
import { match } from '../../src/mandates/match.ts';
import { lookUpSkills } from '../../src/mandates/skills.ts';
import { familyOf } from '../../src/mandates/words.ts';
import { aMandate } from './a-mandate.ts';

const accounting = aMandate({
  id: 'accounting',
  domains: ['other'],
  skills: {
    fr: ['Comptabilité', 'Site web'],
    en: ['Bookkeeping', 'Website'],
    es: ['Contabilidad', 'Sitio web'],
  },
});
const scoreOf = (...skills: string[]) => lookUpSkills(skills, indexMandates([accounting]))?.scores[0];

describe('skills in the visitor’s own words', () => {
  test.each([
    ['comptabilité', 'as written'],
    ['COMPTABILITE', 'without accents or in capitals'],
    ['la comptabilité', 'with an article'],
    ['bookkeeping', 'in English'],
    ['contabilidad', 'in Spanish'],
  ])('%s is found %s', (skill) => {
    expect(scoreOf(skill)).toBe(1);
  });

  test('a word of the same family counts for a little less', () => {
    expect(scoreOf('comptable')).toBeCloseTo(0.8);
  });

  test('a word that points to the mandate’s field counts for less again', () => {
    const farm = aMandate({ domains: ['agriculture'] });
    const found = lookUpSkills(['apiculture'], indexMandates([farm]));
    expect(found?.scores[0]).toBeCloseTo(0.6);
    expect(found?.reasons(0)).toEqual([{ kind: 'skill', value: 'apiculture', by: 'domain' }]);
  });

  test('half of a skill’s words is half of the skill', () => {
    expect(scoreOf('comptabilité nucléaire')).toBeCloseTo(0.5);
  });

  test('one skill that is used outweighs another that is not', () => {
    expect(scoreOf('comptabilité', 'violon')).toBeCloseTo(0.75);
  });

  test('nothing is found for a skill that the mandate does not use', () => {
    expect(scoreOf('violon')).toBe(0);
  });

  test('words without meaning are no wish at all', () => {
    expect(lookUpSkills(['de la', '…', '   '], indexMandates([accounting]))).toBeUndefined();
  });

  test('order the mandates', () => {
    const found = match(
      { skills: ['soudure'] },
      [
        aMandate({ id: 'plain', publishedOn: '2026-11-20' }),
        aMandate({ id: 'welding', skills: { fr: ['Soudure'], en: ['Welding'], es: ['Soldadura'] } }),
      ],
      { today: '2026-11-23' },
    );
    expect(found.suggestions.map(({ id }) => id)).toEqual(['welding', 'plain']);
  });

  test('thousands of words cost no more than a few', () => {
    expect(scoreOf(...Array.from({ length: 5000 }, () => 'comptabilité '.repeat(15)))).toBeCloseTo(1);
  });
});

describe('the family of a stem', () => {
  const vocabulary = ['commun', 'communaut', 'comptabil', 'comptabl', 'photo', 'photograph', 'riz'];

  test.each([
    ['photo', ['photograph']],
    ['photograph', ['photo']],
    ['comptabl', ['comptabil']],
    ['communic', ['commun']],
    ['riz', []],
  ])('%s', (stem, family) => {
    expect(familyOf(stem, vocabulary)).toEqual(family);
  });
});
