import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type { Logger };

/** Where secrets and a visitor's words could slip into a log line; they are blanked wherever they come from. */
const BLANKED = [
  'req.headers.authorization',
  'req.headers.cookie',
  'token',
  'password',
  'text',
  'activity',
  '*.token',
  '*.password',
  '*.text',
  '*.activity',
];

/** JSON lines in production, readable lines on a terminal. No personal data: log ids, codes and counts. */
export function createLogger(config: Pick<Config, 'environment' | 'logLevel'>): Logger {
  const readable = config.environment !== 'production' && process.stdout.isTTY;
  return pino({
    level: config.logLevel,
    redact: { paths: BLANKED, censor: '[hidden]' },
    ...(readable && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
    }),
  });
}
