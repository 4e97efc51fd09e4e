import type { HandoffContact } from '../review.ts';
import { foldWord, wordsWithPlaces } from '../words.ts';
import { type Masked, mask } from './mask.ts';

/** Words of names that are words of every sentence too. */
const PARTICLES = new Set([
  'de',
  'la',
  'le',
  'du',
  'del',
  'los',
  'las',
  'van',
  'von',
  'des',
  'y',
  'e',
  'da',
  'et',
  'the',
]);
const SHORTEST_NAME = 2;

/** Masks the name, e-mail and phone that the bot collected, however they are written this time. */
export function maskKnown(text: string, known: HandoffContact[]): string {
  return known.reduce((shown, { name, email, phone }) => {
    let rest = shown;
    if (email) rest = maskLiteral(rest, email.trim(), 'email');
    if (phone) rest = maskDigits(rest, phone);
    if (name) rest = maskName(rest, name);
    return rest;
  }, text);
}

const maskLiteral = (text: string, literal: string, kind: Masked): string =>
  literal === '' ? text : text.replace(new RegExp(RegExp.escape(literal), 'giu'), mask(kind));

/** The digits of the number, whatever stands between them; the country's code may be missing. */
function maskDigits(text: string, phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 7) return maskLiteral(text, phone.trim(), 'phone');
  const local = digits.slice(-10);
  const pattern = `\\+?(?:\\d{1,3}[ .()-]{0,2})?\\(?${[...local].join('[ .()-]{0,2}')}(?!\\d)`;
  return text.replace(new RegExp(pattern, 'gu'), mask('phone'));
}

/** Each word of the name, without regard to case and accents; words side by side get one mask. */
function maskName(text: string, name: string): string {
  const words = new Set(
    name
      .split(/[\s'’-]+/)
      .map(foldWord)
      .filter((word) => word.length >= SHORTEST_NAME && !PARTICLES.has(word)),
  );
  const found = wordsWithPlaces(text).filter(({ word }) => words.has(word));
  const masked = found.reduceRight(
    (shown, { start, end }) => shown.slice(0, start) + mask('name') + shown.slice(end),
    text,
  );
  return masked.replace(/\[name\](?:[\s'’-]+(?:\p{L}{1,3}[\s'’-]+)?\[name\])+/gu, mask('name'));
}
