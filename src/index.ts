import { createApp } from './app.ts';
import { loadDotEnv, readConfig } from './config.ts';
import { CodedError } from './errors.ts';
import { createLogger } from './log.ts';

try {
  loadDotEnv();
  const config = readConfig();
  const logger = createLogger(config);
  const app = await createApp(config, logger);
  const address = await app.start();
  logger.info({ address }, `Passerelle is ready: open ${address}`);

  const stop = async (signal: string) => {
    logger.info({ signal }, 'finishing the turns in hand, then stopping');
    await app.stop();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  // One line that says what to do, for what a setting or a file can mend; the whole trace for what is our fault.
  if (error instanceof CodedError) console.error(error.line);
  else console.error(error);
  process.exit(1);
}
