import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** How often any of the texts stands, as bytes, in any file of a folder. */
export async function occurrences(folder: string, ...texts: string[]): Promise<number> {
  let count = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(path.join(entry.parentPath, entry.name));
    for (const text of texts) {
      for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) count++;
    }
  }
  return count;
}
