import { afterAll } from '@jest/globals';
import { pino } from 'pino';
import { LIMITS, type Limits } from '../../src/http/limits.ts';
import { createServer, type ServerParts } from '../../src/http/server.ts';

const running: { stop(): Promise<void> }[] = [];

afterAll(async () => {
  for (const server of running) await server.stop();
});

/** The web server alone, on a free port, with the routes of a test. */
export async function serveRoutes(
  parts: Partial<Omit<ServerParts, 'limits'>> & { limits?: Partial<Limits> } = {},
) {
  const logged: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const server = createServer({
    config: { host: '127.0.0.1', port: 0, publicUrl: undefined, allowedOrigins: [] },
    logger,
    routes: [],
    ...parts,
    limits: { ...LIMITS, stopMs: 1_000, ...parts.limits },
  });
  running.push(server);
  return { url: await server.listen(), stop: server.stop, logged };
}
