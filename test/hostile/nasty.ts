/** Chance with a seed: the same seed makes the same attack again. */
export interface Dice {
  /** From 0 up to, but not, 1. */
  next(): number;
  pick<T>(items: readonly T[]): T;
  /** From 0 up to, but not, `below`. */
  below(below: number): number;
}

export function createDice(next: () => number): Dice {
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: (items) => items[below(items.length)] as never };
}

/** Texts that have hurt programs: long, odd, in the shape of something else. */
export const TEXTS: readonly string[] = [
  '',
  ' '.repeat(5_000),
  'a'.repeat(60_000),
  'vingt-'.repeat(2_000),
  'oui '.repeat(2_000),
  '9'.repeat(3_000),
  `${'1/'.repeat(800)}2027`,
  'de 3 a 6 meses o '.repeat(300),
  '👩🏽‍🌾'.repeat(400),
  '\u202e\u200b\ufeff\u0000\u0007',
  '\ud800 lone',
  'é'.normalize('NFD').repeat(500),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L'.repeat(40),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '{{7*7}} $t(common:x) {{- x}} #{7*7}',
  '%s%n%x %00 %2e%2e%2f',
  "'; DROP TABLE turns; --",
  '" OR 1=1 /*',
  'NEAR(a b) AND * "unclosed',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '[a](javascript:alert(1)) ![x](http://192.0.2.1/x.png)',
  '=HYPERLINK("http://192.0.2.1")',
  '../../../../etc/passwd',
  'lea@exemple.ca 514-555-0199 046 454 286',
  'x@'.repeat(5_000),
  `${'(a+)+'.repeat(50)}$`,
  '-'.repeat(4_000),
  'https://'.repeat(900),
  '\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
];

const deep = (levels: number): unknown => {
  let value: unknown = 'end';
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
  return value;
};

/** A conversation's log gives it back to whoever said it. */
export const FILE_ADDRESS = 'file:///etc/passwd';

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [[]],
  [null],
  { $ne: null },
  { toString: 'x', valueOf: 'x', toJSON: 'x' },
  { constructor: { prototype: { isStaff: true } } },
  { length: 1e9 },
  Array.from({ length: 2_000 }, () => 'x'),
  Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, index])),
  deep(20),
  deep(200),
  new Date(0).toISOString(),
  '9999999-99-99T99:99',
  'urn:embedded:directline',
  'http://169.254.169.254/latest/meta-data',
  FILE_ADDRESS,
];

/** The value with one to four places replaced, taken out, doubled or added. */
export function mutate(value: unknown, dice: Dice): unknown {
  const copy: unknown = structuredClone(value);
  const holder: Record<string, unknown> = { root: copy };
  for (let times = 1 + dice.below(4); times > 0; times--) {
    const [at, key] = dice.pick(placesIn(holder));
    const what = dice.next();
    if (what < 0.15 && at !== holder) delete at[key];
    else if (what < 0.55) at[key] = structuredClone(dice.pick(VALUES));
    else if (what < 0.8) at[key] = dice.pick(TEXTS);
    else if (isObject(at[key])) at[key][dice.pick(TEXTS).slice(0, 40)] = structuredClone(dice.pick(VALUES));
    else at[key] = [at[key], at[key]];
  }
  return holder.root;
}

/** JSON, now and then with bytes missing, changed or added. */
export function spoiled(json: string, dice: Dice): Buffer {
  const bytes = Buffer.from(json);
  const at = dice.below(bytes.length + 1);
  switch (dice.below(8)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([dice.below(256)]), bytes.subarray(at)]);
    case 2:
      return Buffer.concat([bytes, Buffer.from(dice.pick(['}', ']', '\0', ' {}', '//', ',']))]);
    case 3:
      return Buffer.from(json.replaceAll('"', "'"));
    default:
      return bytes;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function placesIn(holder: Record<string, unknown>): [Record<string, unknown>, string][] {
  return Object.keys(holder).flatMap((key) => {
    const value = holder[key];
    return [[holder, key], ...(isObject(value) ? placesIn(value).slice(0, 60) : [])];
  });
}
