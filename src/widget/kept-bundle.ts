import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import { LOCALES } from '../locale.ts';
import { type Bundle, bundleWidget } from './bundle.ts';

const here = import.meta.dirname;
/** Beside the room's own sources: the versions of what bundles them and of what they import. */
const OTHERS = [path.join(here, '../locale.ts'), path.join(here, '../../package.json')];

/** The bundle of an earlier start where nothing that goes into it has changed, else a new one. */
export async function keptBundle({
  localesDir,
  cacheDir,
}: Pick<Config, 'localesDir' | 'cacheDir'>): Promise<Bundle> {
  const file = path.join(cacheDir, `widget-${fingerprint(localesDir)}.json`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  const known = kept === undefined ? undefined : parse(kept);
  if (known) return known;
  const bundle = await bundleWidget(localesDir);
  await keep(file, bundle);
  return bundle;
}

/** Some seventy small files, which are read several times as fast at once as by promises. */
function fingerprint(localesDir: string): string {
  const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|css)$/.test(file))
    .sort()
    .map((file) => path.join(here, file));
  const texts = LOCALES.flatMap((locale) =>
    ['widget.json', 'choices.json'].map((file) => path.join(localesDir, locale, file)),
  );
  const hash = createHash('sha256');
  for (const file of [...sources, ...OTHERS, ...texts]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 24);
}

/** Undefined of a file that was cut short. */
function parse(kept: string): Bundle | undefined {
  try {
    const { files, ...others } = JSON.parse(kept) as Omit<Bundle, 'files'> & { files: [string, string][] };
    return { ...others, files: new Map(files) };
  } catch {
    return undefined;
  }
}

/** Whole or not at all, and without its elders. A folder that cannot be written to only makes the next start slower. */
async function keep(file: string, bundle: Bundle): Promise<void> {
  const folder = path.dirname(file);
  const unfinished = `${file}.${process.pid}.part`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(unfinished, JSON.stringify({ ...bundle, files: [...bundle.files] }));
    await rename(unfinished, file);
    const older = (await readdir(folder)).filter(
      (other) => /^widget-.*\.json$/.test(other) && other !== path.basename(file),
    );
    await Promise.all(older.map((other) => rm(path.join(folder, other), { force: true })));
  } catch {
    await rm(unfinished, { force: true });
  }
}
