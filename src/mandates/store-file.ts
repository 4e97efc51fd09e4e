import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Disk, writeDurably } from './durable-file.ts';
import type { MandatesFile } from './mandate.ts';
import { formatMandates, InvalidMandates, parseMandates } from './mandates-file.ts';

/**
 * The store's file and the last good copy beside it, as an adapter for lowdb: what it reads is valid, what it writes
 * survives a power cut.
 */
export class StoreFile {
  readonly file: string;
  readonly lastGood: string;
  readonly #disk: Disk | undefined;
  /** The text that was last read as valid or written: what is still equal to it needs no second look. */
  #known: string | undefined;

  constructor(file: string, lastGood: string, disk?: Disk) {
    this.file = file;
    this.lastGood = lastGood;
    this.#disk = disk;
  }

  /** Null when the file is as it was last known. @throws {InvalidMandates} when it is missing or wrong. */
  async read(): Promise<MandatesFile | null> {
    const text = await read(this.file);
    if (text === this.#known) return null;
    const mandates = parseMandates(text, this.file);
    this.#known = text;
    return { mandates };
  }

  async write({ mandates }: MandatesFile): Promise<void> {
    const text = formatMandates(mandates);
    await writeDurably(this.file, text, this.#disk);
    this.#known = text;
  }

  /** Keeps what was last read or written; the folder is made when it is not there yet. */
  async keep(): Promise<void> {
    const kept = await readFile(this.lastGood, 'utf8').catch(() => undefined);
    if (this.#known === undefined || kept === this.#known) return;
    await mkdir(path.dirname(this.lastGood), { recursive: true });
    await writeDurably(this.lastGood, this.#known, this.#disk);
  }

  /** The copy kept last. @throws {InvalidMandates} when there is none. */
  async recall(): Promise<MandatesFile> {
    return { mandates: parseMandates(await read(this.lastGood), this.lastGood) };
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const message =
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : `cannot be read (${cause})`;
    throw new InvalidMandates(file, [{ record: 'file', field: '/', message }], { cause });
  }
}
