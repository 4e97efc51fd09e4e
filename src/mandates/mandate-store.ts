import type { CodedError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Disk } from './durable-file.ts';
import type { Mandate } from './mandate.ts';
import type { MandateIndex } from './mandate-index.ts';

export interface MandateStore {
  all(): readonly Mandate[];
  /** Those that one can apply for on a day, YYYY-MM-DD, by default today. */
  open(today?: string): readonly Mandate[];
  get(id: string): Mandate | undefined;
  /** All mandates, laid out for `match`; built anew when they change. */
  index(): MandateIndex;
  /** Why the file on disk is not what the store serves, until it is mended. */
  fault(): CodedError | undefined;
  /** Writes resolve when the change is on disk; a write that fails changes nothing. */
  replace(mandates: readonly Mandate[]): Promise<void>;
  /** Puts mandates in the place of those with their ids, the others at the end. */
  upsert(...mandates: Mandate[]): Promise<void>;
  /** Closes a mandate: it stays on file and is no longer suggested. */
  close(id: string): Promise<void>;
  /** Calls after every change, from here or by hand in the file; the answer ends it. */
  onChange(listener: (mandates: readonly Mandate[]) => void): () => void;
  /** Ends watching, after the writes under way. */
  dispose(): Promise<void>;
}

export interface StoreOptions {
  file: string;
  /** Where the last good copy is kept; by default beside the file. */
  lastGood?: string;
  logger: Pick<Logger, 'error' | 'warn' | 'info'>;
  /** How often the file is looked at for changes; 0 for never. Asking works on mounted and network folders too. */
  pollMs?: number;
  disk?: Disk;
}
