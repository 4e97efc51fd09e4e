import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';

/** The clock of a process is set from outside. */
const inTimeZone = (TZ: string, moment: string): string =>
  execFileSync(
    process.execPath,
    [
      '--no-warnings',
      '--input-type=module',
      '--eval',
      `import { dayOf } from '${path.resolve('src/day.ts')}'; console.log(dayOf(new Date('${moment}')));`,
    ],
    { env: { TZ }, encoding: 'utf8' },
  ).trim();

test.each([
  ['America/Toronto', '2026-12-31'],
  ['Asia/Kathmandu', '2027-01-01'],
])('a day ends when it ends where the organisation is: %s', (zone, day) => {
  expect(inTimeZone(zone, '2027-01-01T01:30:00Z')).toBe(day);
});
