import { spawn, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What a process asked of the disk under a folder, and what it said on its output, in the order it happened. */
export type DiskEvent =
  | { kind: 'create' | 'remove'; file: string }
  | { kind: 'rename'; file: string; to: string }
  | { kind: 'write'; file: string; at: number; bytes: Buffer }
  | { kind: 'cut'; file: string; size: number }
  /** Everything asked before of this file, or of this folder's list of files, is on the disk now. */
  | { kind: 'sync'; file: string }
  | { kind: 'said'; line: string };

const CALLS = 'openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename';

/** Only strace sees the syncs that a process really asks for. */
export const canRecord = (): boolean => spawnSync('strace', ['-qq', 'true']).status === 0;

/** Runs a process to its end under strace and gives what it did to the files of the folder. */
export async function recordWrites(command: string[], folder: string, logFile: string): Promise<DiskEvent[]> {
  const [program = process.execPath, ...rest] = command;
  const options = ['-f', '-qq', '-y', '-xx', '-s', '100000000', '-e', 'signal=none', '-e', `trace=${CALLS}`];
  const child = spawn('strace', [...options, '-o', logFile, program, ...rest], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the recorded process ended with ${code}`);
  return readLog(logFile, folder);
}

async function readLog(logFile: string, folder: string): Promise<DiskEvent[]> {
  const events: DiskEvent[] = [];
  const syncing = new Map<string, string>();
  const lines = createInterface({ input: createReadStream(logFile, 'latin1') });
  for await (const line of lines) {
    const [, pid = '', call = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. f(?:data)?sync resumed>.*= 0$/.exec(call);
    if (resumed !== null) {
      const file = syncing.get(pid);
      if (file !== undefined) events.push({ kind: 'sync', file });
      continue;
    }
    const event = eventOf(call, folder);
    if (event === undefined) continue;
    // A sync counts from its end; until then nothing is promised.
    if (event.kind === 'sync' && call.endsWith('<unfinished ...>')) syncing.set(pid, event.file);
    else events.push(event);
  }
  return events;
}

function eventOf(call: string, folder: string): DiskEvent | undefined {
  const [, name, rest = ''] = /^(\w+)\((.*)$/s.exec(call) ?? [];
  if (name === 'openat' || name === 'unlink') {
    const file = unhex(/"([^"]*)"/.exec(rest)?.[1] ?? '').toString();
    if (!isWithin(file, folder) || / = -1 /.test(rest)) return undefined;
    if (name === 'unlink') return { kind: 'remove', file };
    return rest.includes('O_CREAT') ? { kind: 'create', file } : undefined;
  }
  if (name === 'rename') {
    const [file = '', to = ''] = [...rest.matchAll(/"([^"]*)"/g)].map(([, hex = '']) =>
      unhex(hex).toString(),
    );
    return isWithin(file, folder) && !/ = -1 /.test(rest) ? { kind: 'rename', file, to } : undefined;
  }
  const [, descriptor, shown = '', after = ''] = /^(\d+)<([^>]*)>,?(.*)$/s.exec(rest) ?? [];
  if (name === 'write' && descriptor === '1') {
    return {
      kind: 'said',
      line: unhex(/"([^"]*)"/.exec(after)?.[1] ?? '')
        .toString()
        .trim(),
    };
  }
  const file = shown.startsWith('\\x') ? unhex(shown).toString() : shown;
  if (!isWithin(file, folder)) return undefined;
  if (name === 'pwrite64') {
    const [, bytes = '', , at] = /"([^"]*)", (\d+), (\d+)/.exec(after) ?? [];
    return { kind: 'write', file, at: Number(at), bytes: unhex(bytes) };
  }
  if (name === 'ftruncate') return { kind: 'cut', file, size: Number(/\d+/.exec(after)?.[0]) };
  if (name === 'fsync' || name === 'fdatasync') return { kind: 'sync', file };
  return undefined;
}

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');

const isWithin = (file: string, folder: string): boolean => file === folder || path.dirname(file) === folder;
