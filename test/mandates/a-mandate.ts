import type { Mandate } from '../../src/mandates/mandate.ts';

/** A valid, open mandate that suits nearly everybody; a test states what matters to it. */
export const aMandate = (changes: Partial<Mandate> = {}): Mandate => ({
  id: 'a-mandate',
  status: 'open',
  country: 'SN',
  partner: 'Coopérative',
  domains: ['agriculture'],
  title: { fr: 'Un mandat', en: 'A mandate', es: 'Un mandato' },
  summary: { fr: 'Résumé.', en: 'Summary.', es: 'Resumen.' },
  languages: [{ code: 'fr', level: 'B1' }],
  duration: { minMonths: 3, maxMonths: 6 },
  departure: { from: '2027-02' },
  publishedOn: '2026-11-01',
  ...changes,
});
