import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MASKS, type Masked } from '../../src/transcripts/redaction/mask.ts';
import { redact } from '../../src/transcripts/redaction/redact.ts';
import { redactActivity } from '../../src/transcripts/redaction/redact-activity.ts';

/** Personal data as people type it, by kind. */
const GIVEN: [Masked, string[]][] = [
  [
    'email',
    [
      'marie.tremblay@gmail.com',
      'j_perez+ong@correo.com.mx',
      'MARIE@EXAMPLE.ORG',
      'josé@dominio.es',
      'marie (at) example (dot) org',
      'marie[at]example.org',
      'marie arobase videotron point ca',
      'juan arroba hotmail punto com',
      'jean dot dupont at gmail dot com',
      'sophie @ outlook . com',
    ],
  ],
  [
    'phone',
    [
      '514-555-0199',
      '(438) 555-0123',
      '5145550199',
      '514.555.0199',
      '+1 418 555 0147',
      '1-800-555-0199',
      '06 12 34 56 78',
      '+33 6 12 34 56 78',
      '+34 612 345 678',
      '+221 77 123 45 67',
      '+591 71234567',
    ],
  ],
  ['sin', ['046 454 286', '046454286', '046-454-286']],
  ['card', ['4111 1111 1111 1111', '5500-0000-0000-0004', '378282246310005']],
  ['postal-code', ['H2X 1Y4', 'h2x1y4', 'M5V-3L9']],
];

/** What stands around it; {} is the place. */
const AROUND = [
  '{}',
  'voici: {}',
  'Mon contact est {}, merci beaucoup.',
  'vous pouvez noter {} svp',
  'Je pars dans 6 à 9 mois ({}) !',
  'my details are {}. Thanks',
  'here you go {} and I am 34',
  'Sure - {} - from January 2027',
  'mis datos: {}',
  'apunte {}, por favor',
  '¿Puede usar {}?',
];

/** What looks a little like it and must stay readable. */
const HARMLESS = [
  'from 2026-2027 I am free',
  '6 à 9 mois à partir de janvier 2027',
  'I am 34, I have 10 years of experience and 2 children',
  'du 01/03/2027 au 30/09/2027',
  'le 17 mars 2022, à 15 h 30',
  'look at ceci.ca for more',
  'meet me at example.org',
  'un budget de 1 000 000 $',
  '300-500 dollars, 25.000-30.000 pesos, 1.234,56 €',
  'bus 24, ligne 514, bureau 1234',
  'interesado(a) en el mandato de Haití. gracias',
  'candidat(e)s et bénévole(s)',
  'I worked from 2010 to 2015 and 2016 to 2020',
  'version 10.15.7',
  'vol AC1234 du 12-03-2027',
  'modèle A1B2C3D4',
  'niveau B2 en français, C1 en anglais, A1 en espagnol',
  '3 personas, 2 niños',
  'https://ceci.ca/fr/offres/agronome-2027',
  'it is 100% free, 24/7',
  'Bac+5, 20h/semaine',
  'un poste à 35 heures',
  '@ceci est votre compte ?',
  'COVID-19',
  'la phase 2 : 2024, 2025, 2026',
  '1, 2, 3, 4, 5, 6, 7, 8, 9',
];

const lines = GIVEN.flatMap(([kind, values]) =>
  values.flatMap((value) =>
    AROUND.map((around) => ({ kind, value, around, text: around.replace('{}', value) })),
  ),
);

describe('personal data', () => {
  test('is masked by its kind, and only it, in every one of these lines', () => {
    const missed = lines.filter(
      ({ text, around, kind }) => redact(text) !== around.replace('{}', `[${kind}]`),
    );
    expect(lines.length).toBeGreaterThan(300);
    expect(missed.map(({ text }) => [text, redact(text)])).toEqual([]);
  });

  test.each(HARMLESS)('is not seen in: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  test('is masked beside other numbers', () => {
    expect(redact('12 4111 1111 1111 1111 12/27, NAS 046 454 286 2027')).toBe(
      '12 [card] 12/27, NAS [sin] 2027',
    );
  });

  test('that the bot collected is masked however it is written', () => {
    const known = [{ name: 'Marie-Ève de la Tremblay', email: 'me@x', phone: '+1 514 555-0199' }];
    expect(redact('Marie-Ève Tremblay, ou MARIE EVE, me@x, tel 5145550199', known)).toBe(
      '[name], ou [name], [email], tel [phone]',
    );
    expect(redact('la mariée de la fête', known)).toBe('la mariée de la fête');
    expect(redact('à jean-paul+x@a-b.org', [{ email: 'Jean-Paul+x@a-b.org' }])).toBe('à [email]');
    expect(redact('poste 12-3', [{ phone: '12-3' }])).toBe('poste [phone]');
  });

  test.each([
    ['digits', '1 '.repeat(20_000), '[phone] '],
    ['cards', '4111111111111111 '.repeat(15_000), '[card] '.repeat(15_000)],
    ['letters', 'a'.repeat(40_000)],
    ['dots', 'a.'.repeat(20_000)],
    ['signs', '@'.repeat(40_000)],
    ['words', 'at dot '.repeat(5_000)],
    ['blanks', `a${' '.repeat(40_000)}@`],
  ])('a hostile message of %s comes to an end', (_name, text, shown = text) => {
    expect(redact(text)).toBe(shown);
  });
});

/**
 * Lines as visitors write them, made for this count and not looked at while the rules were written: personal data
 * stands in braces with its kind, half of the lines have none.
 */
describe('lines that no rule was made for', () => {
  const MARKED = /\{([a-z-]+)\|([^}]+)\}/g;
  const marked = readFileSync(path.join(import.meta.dirname, 'personal-data.txt'), 'utf8')
    .trim()
    .split('\n');
  const counted = marked.map((line) => {
    const shown = redact(line.replace(MARKED, '$2'));
    const values = [...line.matchAll(MARKED)].map(([, , value = '']) => value);
    const hidden = values.filter((value) => !shown.includes(value)).length;
    return { values: values.length, hidden, masks: shown.match(MASKS)?.length ?? 0 };
  });
  const sum = (figure: (line: (typeof counted)[number]) => number) =>
    counted.reduce((total, line) => total + figure(line), 0);

  test('at least 95 of 100 personal data are masked', () => {
    expect(counted.length).toBeGreaterThanOrEqual(300);
    expect(sum(({ hidden }) => hidden) / sum(({ values }) => values)).toBeGreaterThanOrEqual(0.95);
  });

  test('at least 90 of 100 masks hide personal data', () => {
    const right = sum(({ hidden, masks }) => Math.min(hidden, masks));
    expect(right / sum(({ masks }) => masks)).toBeGreaterThanOrEqual(0.9);
  });
});

test('an activity is masked wherever people write: text, cards, names of files, accounts', () => {
  const shown = redactActivity({
    type: 'message',
    id: '5145550199',
    text: 'moi@example.org',
    attachments: [
      { name: 'cv 514-555-0199.pdf', content: { body: [{ text: 'moi@example.org' }], size: 12 } },
    ],
    value: { email: 'moi@example.org', ok: true, none: null },
    from: { id: 'u', name: 'Marie' },
    recipient: { id: 'bot', name: 'Passerelle', role: 'bot' },
    channelData: { text: 'moi@example.org' },
  });
  expect(shown).toEqual({
    type: 'message',
    id: '5145550199',
    text: '[email]',
    attachments: [{ name: 'cv [phone].pdf', content: { body: [{ text: '[email]' }], size: 12 } }],
    value: { email: '[email]', ok: true, none: null },
    from: { id: 'u', name: '[name]' },
    recipient: { id: 'bot', name: 'Passerelle', role: 'bot' },
  });
  expect(JSON.stringify(shown).match(MASKS)).toHaveLength(5);
});
