import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { diskFull } from './errors.ts';

/** Less than some dozen turns take. */
const LEAST_BYTES = 1024 * 1024;

/** @throws {CodedError} `DISK_FULL` when the disk has no room for more turns. */
export async function mustHaveRoom(file: string): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(path.resolve(file)));
  if (bavail * bsize < LEAST_BYTES) throw diskFull(file);
}
