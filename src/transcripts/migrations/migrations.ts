import type { EngineName } from '../engine.ts';
import type { Steps } from '../sql.ts';
import { turns } from './001-turns.ts';
import { review } from './002-review.ts';
import { search } from './003-search.ts';
import { vocabulary } from './004-vocabulary.ts';

export type Migration = (engine: EngineName) => Steps<void>;

/** Forward only. What has been released is never changed: a new need is a new migration at the end. */
export const migrations: readonly Migration[] = [turns, review, search, vocabulary];

export const SCHEMA_VERSION = migrations.length;
