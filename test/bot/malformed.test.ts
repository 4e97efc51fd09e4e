import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { message, type Served, serveMessages } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serveMessages({ send: async () => undefined });
});
afterAll(() => served.stop());

const local = { serviceUrl: 'http://localhost:1/' };
const WRONG = [
  null,
  undefined,
  0,
  1,
  true,
  '',
  'x'.repeat(3_000),
  [],
  {},
  [{}],
  { id: 5 },
  { id: '' },
  { id: null },
];

/** Each field that the bot leans on, wrong in every way that still is JSON. */
const wrongFields = ['type', 'channelId', 'serviceUrl', 'conversation', 'from', 'recipient'].flatMap(
  (field) => WRONG.map((value) => ({ ...message(local), [field]: value })),
);
const wrongOthers = [
  'text',
  'membersAdded',
  'entities',
  'attachments',
  'channelData',
  'id',
  'deliveryMode',
].flatMap((field) =>
  [0, true, [[]], 'x'.repeat(200_000), [null], { a: [] }]
    .filter((value) => !(field === 'channelData' && !Array.isArray(value) && typeof value === 'object'))
    .map((value) => ({ ...message(local), [field]: value })),
);
const wrongBodies = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '5',
  'true',
  '[[]]',
  '{"type":"message"}',
  '\u0000',
  '{"__proto__":{}}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
];
const wrongChannels = ['directline', 'AseChannel', '../x', '__proto__', 'a b', 'x'.repeat(51), 'é'].map(
  (channelId) => ({ ...message(local), channelId }),
);

const malformed: unknown[] = [...wrongFields, ...wrongOthers, ...wrongBodies, ...wrongChannels];

test('at least 200 malformed activities are each refused, and none breaks anything', async () => {
  const random = fc.sample(
    fc.dictionary(fc.constantFrom('type', 'id', 'from', 'conversation', 'channelId', 'text'), fc.jsonValue()),
    150,
  );
  const accepted: unknown[] = [];
  const bodies = [...malformed, ...random];
  expect(bodies.length).toBeGreaterThanOrEqual(200);
  for (const body of bodies) {
    const { status } = await served.post(body);
    if (status < 400 || status > 499) accepted.push({ status, body: JSON.stringify(body).slice(0, 200) });
  }
  expect(accepted).toEqual([]);
});

test('what is well formed still gets through afterwards', async () => {
  expect((await served.post(message(local))).status).toBe(200);
});
