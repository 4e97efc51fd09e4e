import { expect, test } from '@jest/globals';
import { weaknessOf } from '../../src/staff/access/passwords.ts';

test.each([
  ['aaaaaaaaaaaa', 'simple'],
  ['123456789012', 'simple'],
  ['passwordpassword', 'simple'],
  ['Passw0rd1234', 'simple'],
  ['P@ssw0rd!2345', 'simple'],
  ['qwertyuiop123', 'simple'],
  ['azertyuiopqsd', 'simple'],
  ['1q2w3e4r5t6y', 'simple'],
  ['1qaz2wsx3edc', 'simple'],
  ['iloveyou123456', 'simple'],
  ['JeTaime12345', 'simple'],
  ['contraseña2026', 'simple'],
  ['Bienvenue2026!', 'simple'],
  ['administrateur1', 'simple'],
  ['correcthorsebatterystaple', 'simple'],
  ['marie-passerelle', 'simple'],
  ['marie.tremblay1', 'simple'],
  ['zyxwvutsrqponm', 'simple'],
  ['short', 'short'],
  ['x'.repeat(129), 'long'],
])('%s is refused as %s', (password, weakness) => {
  const email = password.startsWith('marie.t') ? 'marie.tremblay@example.org' : 'marie@example.org';
  expect(weaknessOf(password, email)).toBe(weakness);
});

test.each([
  'un lac calme au matin',
  'la mula sube despacio la cuesta',
  'four goats in the rain',
  'T7#kQ9v!bZ2m',
  'le chocolat fond sous la pluie',
])('%s will do', (password) => {
  expect(weaknessOf(password, 'marie@example.org')).toBeUndefined();
});
