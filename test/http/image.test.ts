import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { serveRoutes } from './bare.ts';

const image = readFileSync(path.resolve(import.meta.dirname, '../../Dockerfile'), 'utf8');

/** Runs the image's health check as Docker would in a container with this PORT. */
async function checkHealth(port: string): Promise<number> {
  const [, command = ''] = /^HEALTHCHECK .*CMD (.*)$/m.exec(image) ?? [];
  const [, ...args] = JSON.parse(command) as string[];
  const [code] = await once(spawn(process.execPath, args, { env: { ...process.env, PORT: port } }), 'exit');
  return code;
}

test("the image's health check asks the port that the settings name, and says how ready the server is", async () => {
  let isReady = true;
  const { url } = await serveRoutes({ checks: [{ name: 'store', ready: async () => isReady }] });
  const { port } = new URL(url);
  expect(await checkHealth(port)).toBe(0);
  isReady = false;
  expect(await checkHealth(port)).toBe(1);
});
