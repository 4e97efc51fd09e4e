import type { Overlay } from './overlay.ts';

/** What is said of a published version. */
export interface VersionInfo {
  /** 1, 2, 3 …; 0 stands for the contents as they came with the product. */
  number: number;
  at: Date;
  author: string;
  /** The topic that was edited, or `back:7` for a return to version 7. */
  summary: string;
}

export interface Version extends VersionInfo {
  overlay: Overlay;
}

/** Where versions are kept, for all instances. Nothing is ever changed or taken away. */
export interface VersionStore {
  /** Undefined while nothing has been published. */
  latest(): Promise<Version | undefined>;
  get(number: number): Promise<Version | undefined>;
  /** Newest first. */
  list(limit: number): Promise<VersionInfo[]>;
  /** False when somebody else was first with this number; nothing is kept then. */
  add(version: Version): Promise<boolean>;
}
