import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);

const PACKAGE = path.resolve(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../..');

/**
 * Starts the Chromium that an npm package brings along, or the one that CHROMIUM_PATH names. It is unpacked once,
 * into a folder that carries the package's version: its own unpacking takes whatever version lies in /tmp.
 */
export async function launchChromium(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  const folder = named ? undefined : await unpacked();
  return chromium.launch({
    executablePath: named ?? path.join(String(folder), 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none', '--hide-scrollbars'],
    env: folder
      ? {
          ...process.env,
          LD_LIBRARY_PATH: path.join(folder, 'lib'),
          FONTCONFIG_PATH: path.join(folder, 'fonts'),
          HOME: folder,
        }
      : undefined,
  });
}

async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
  const folder = path.join(tmpdir(), `passerelle-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const draft = await mkdtemp(`${folder}-`);
  await Promise.all([
    pipeline(
      bin('chromium.br'),
      createBrotliDecompress(),
      createWriteStream(path.join(draft, 'chromium'), { mode: 0o755 }),
    ),
    untar('fonts.tar.br', draft),
    untar('al2023.tar.br', draft),
    untar('swiftshader.tar.br', draft),
  ]);
  try {
    await rename(draft, folder);
  } catch {
    // Another test process was faster.
    await rm(draft, { recursive: true });
  }
  return folder;
}

const bin = (file: string) => createReadStream(path.join(PACKAGE, 'bin', file));

/** By way of a file: tar stops reading at the end mark of an archive, which breaks a pipe that still has its padding. */
async function untar(file: string, folder: string): Promise<void> {
  const archive = path.join(folder, path.basename(file, '.br'));
  await pipeline(bin(file), createBrotliDecompress(), createWriteStream(archive));
  await run('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
}
