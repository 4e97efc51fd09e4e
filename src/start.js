import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { loadEnvFile } from 'node:process';
import { parseArgs } from 'node:util';

const HELP = `Usage: npm start

Serves the assistant; stops with SIGINT (Ctrl+C) or SIGTERM. The environment and .env hold its settings, .env.example
explains each.

Options:
  -h, --help  show this
`;

function readArguments() {
  try {
    return parseArgs({ options: { help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    process.exit(2);
  }
}

if (readArguments().help) {
  process.stdout.write(HELP);
  process.exit(0);
}

/**
 * The way in. What Node compiles is kept beside the models, for threads too, so that a later start compiles nothing.
 * Only what is loaded after this call is kept: hence nothing else is imported before, and hence plain JavaScript. One
 * file of TypeScript that is not kept already brings in the compiler that takes its types away.
 */
const dotEnv = path.join(import.meta.dirname, '..', '.env');
if (existsSync(dotEnv)) loadEnvFile(dotEnv);

const cacheDir = process.env.CACHE_DIR || path.join(process.env.DATA_DIR || './var', 'cache');
const { directory } = enableCompileCache(path.resolve(cacheDir, 'compiled'));
// Threads look for it here.
if (directory) process.env.NODE_COMPILE_CACHE = directory;

await import('./index.ts');
