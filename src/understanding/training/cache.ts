import { createHash, webcrypto } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Job, nameOf } from './jobs.ts';
import { pack, unpack } from './packed.ts';

const DIGEST_BYTES = 32;
/** The sources whose change makes another model of the same phrases, or keeps it in another way. */
const SOURCES = ['../topics', '../language', '../text', '../training'].map((folder) =>
  path.join(import.meta.dirname, folder),
);

const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Stands for the training code itself, so that a cache never outlives the code that filled it. */
export async function fingerprintTrainer(): Promise<string> {
  const files = await Promise.all(
    SOURCES.map(async (folder) => (await readdir(folder)).sort().map((file) => path.join(folder, file))),
  );
  const texts = await Promise.all(files.flat().map((file) => readFile(file)));
  return sha256(process.versions.v8, ...texts).toString('hex');
}

/** The file of a model in a cache folder, named by the content that it was trained on. */
export function cacheFile(folder: string, job: Job, fingerprint: string): string {
  const key = sha256(fingerprint, JSON.stringify(job)).toString('hex').slice(0, 24);
  return path.join(folder, `${nameOf(job)}-${key}.model`);
}

/** SHA-256 off the main thread: a model is several megabytes. */
async function digestOf(content: Uint8Array): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>));
}

/** Undefined when the file is missing or was cut short. The caller must have named it with `cacheFile`. */
export async function readCached(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes || bytes.length <= DIGEST_BYTES) return undefined;
  const content = bytes.subarray(DIGEST_BYTES);
  return (await digestOf(content)).equals(bytes.subarray(0, DIGEST_BYTES)) ? unpack(content) : undefined;
}

/** Writes a model whole or not at all, and takes away the older models of the same name. */
export async function writeCached(file: string, model: unknown): Promise<void> {
  const folder = path.dirname(file);
  const content = pack(model);
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  await writeFile(unfinished, Buffer.concat([await digestOf(content), content]));
  await rename(unfinished, file);
  const name = path.basename(file).replace(/-[0-9a-f]+\.model$/, '');
  const older = (await readdir(folder)).filter(
    (other) => other.startsWith(`${name}-`) && other.endsWith('.model') && other !== path.basename(file),
  );
  await Promise.all(older.map((other) => rm(path.join(folder, other), { force: true })));
}
