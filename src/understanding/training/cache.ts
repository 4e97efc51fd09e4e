import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Job, nameOf } from './jobs.ts';
import { pack, unpack } from './packed.ts';

const DIGEST_BYTES = 32;
/** The sources whose change makes another model of the same phrases, or keeps it in another way. */
const SOURCES = ['../topics', '../language', '../text', '../training'].map((folder) =>
  path.join(import.meta.dirname, folder),
);

/** Bytes that are hashed without giving other work its turn. */
const PIECE_BYTES = 2 ** 19;

/** SHA-256 piece by piece, with the event loop's turn between two. (Web Crypto would first copy it all at once.) */
async function sha256(pieces: Iterable<string | Uint8Array>): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    hash.update(piece);
    await setImmediate();
  }
  return hash.digest();
}

function* piecesOf(content: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < content.length; at += PIECE_BYTES) yield content.subarray(at, at + PIECE_BYTES);
}

/** Stands for the training code itself, so that a cache never outlives the code that filled it. */
export async function fingerprintTrainer(): Promise<string> {
  const files = await Promise.all(
    SOURCES.map(async (folder) => (await readdir(folder)).sort().map((file) => path.join(folder, file))),
  );
  const texts = await Promise.all(files.flat().map((file) => readFile(file)));
  return (await sha256([process.versions.v8, ...texts])).toString('hex');
}

/** The file of a model in a cache folder, named by the content that it was trained on. */
export async function cacheFile(folder: string, job: Job, fingerprint: string): Promise<string> {
  const key = await sha256(contentOf(job, fingerprint));
  return path.join(folder, `${nameOf(job)}-${key.toString('hex').slice(0, 24)}.model`);
}

/** What a model is made of, no more than the phrases of one language at a time. */
function* contentOf(job: Job, fingerprint: string): Iterable<string> {
  yield fingerprint;
  for (const part of Object.entries(job.kind === 'languages' ? job.lines : job)) yield JSON.stringify(part);
}

/** Undefined when the file is missing or was cut short. The caller must have named it with `cacheFile`. */
export async function readCached(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes || bytes.length <= DIGEST_BYTES) return undefined;
  const content = bytes.subarray(DIGEST_BYTES);
  return (await sha256(piecesOf(content))).equals(bytes.subarray(0, DIGEST_BYTES))
    ? unpack(content)
    : undefined;
}

/** Writes a model whole or not at all, and takes away the older models of the same name. */
export async function writeCached(file: string, model: unknown): Promise<void> {
  const content = pack(model);
  const bytes = Buffer.concat([await sha256(piecesOf(content)), content]);
  await put(file, (unfinished) => writeFile(unfinished, bytes));
}

/** Reads a model that was kept in another folder, and keeps it here too; undefined when it is not there. */
export async function takeOver(file: string, from: string): Promise<unknown> {
  const model = await readCached(from);
  // Where it cannot be kept it serves all the same.
  if (model !== undefined) await put(file, (unfinished) => copyFile(from, unfinished)).catch(() => undefined);
  return model;
}

async function put(file: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  await write(unfinished);
  await rename(unfinished, file);
  const name = path.basename(file).replace(/-[0-9a-f]+\.model$/, '');
  const older = (await readdir(folder)).filter(
    (other) => other.startsWith(`${name}-`) && other.endsWith('.model') && other !== path.basename(file),
  );
  await Promise.all(older.map((other) => rm(path.join(folder, other), { force: true })));
}
