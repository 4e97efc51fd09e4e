import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../errors.ts';

const KEY_BYTES = 32;

/**
 * The key that tokens are signed with: made at the first start and kept in `dataDir`, readable by its owner alone.
 * Several processes that start at once end up with the same key.
 * @throws {CodedError} `TOKEN_KEY` when the file is damaged or cannot be kept.
 */
export async function loadTokenKey(dataDir: string): Promise<Uint8Array> {
  const file = path.join(dataDir, 'direct-line.key');
  try {
    await mkdir(dataDir, { recursive: true });
    return (await readKey(file)) ?? (await makeKey(file));
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError(
      'TOKEN_KEY',
      `${file} cannot be read or written.`,
      'Give the user that runs the bot a DATA_DIR of its own.',
      {
        cause,
      },
    );
  }
}

async function readKey(file: string): Promise<Uint8Array | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length === KEY_BYTES) return key;
  throw new CodedError(
    'TOKEN_KEY',
    `${file} is damaged.`,
    'Remove it; a new one is made, and open conversations get new tokens.',
  );
}

/** Written whole beside its place and linked into it: a power cut leaves no half key, the first process wins. */
async function makeKey(file: string): Promise<Uint8Array> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(KEY_BYTES).toString('base64url'));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  const folder = await open(path.dirname(file));
  await folder.sync().finally(() => folder.close());
  return (await readKey(file)) as Uint8Array;
}
