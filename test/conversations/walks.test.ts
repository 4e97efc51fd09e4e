import { afterAll, beforeAll, test } from '@jest/globals';
import { type Assistant, startAssistant } from './assistant.ts';
import { walk } from './walks.ts';

/** `npm run bench -- walks` walks thousands; this many find a mistake of a change soon. */
const WALKS = 150;

let assistant: Assistant;
beforeAll(async () => {
  assistant = await startAssistant();
}, 60_000);
afterAll(() => assistant.stop());

test(`${WALKS} random conversations: no turn fails, stays unanswered, repeats itself or ends without a next step`, async () => {
  for (let seed = 1; seed <= WALKS; seed++) await walk(seed, assistant);
}, 120_000);
