import { afterAll, beforeAll } from '@jest/globals';
import { type Served, serveStaff } from './served.ts';

/** One server for all tests of a file. */
export function serveFile(): Served {
  const shared = {} as Served;
  beforeAll(async () => {
    Object.assign(shared, await serveStaff());
  }, 120_000);
  afterAll(() => shared.stop());
  return shared;
}
