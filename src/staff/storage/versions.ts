import { Overlay } from '../../content/overlay.ts';
import type { Version, VersionStore } from '../../content/versions.ts';
import type { StaffStorage } from './open.ts';
import type { Tables } from './tables.ts';

const versionOf = ({ number, at, author, summary, overlay }: Tables['content_versions']): Version => ({
  number,
  at: new Date(at),
  author,
  summary,
  overlay: Overlay.parse(JSON.parse(overlay)),
});

/** The published versions of the contents. The number is the primary key: two editors cannot both be next. */
export const createVersionStore = ({ select, database }: StaffStorage): VersionStore => ({
  async latest() {
    const [row] = await select<Tables['content_versions']>(
      'SELECT * FROM content_versions ORDER BY number DESC LIMIT 1',
    );
    return row && versionOf(row);
  },
  async get(number) {
    const row = await (await database())
      .selectFrom('content_versions')
      .selectAll()
      .where('number', '=', number)
      .executeTakeFirst();
    return row && versionOf(row);
  },
  async list(limit) {
    const rows = await (await database())
      .selectFrom('content_versions')
      .select(['number', 'at', 'author', 'summary'])
      .orderBy('number', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, at: new Date(row.at) }));
  },
  async add({ number, at, author, summary, overlay }) {
    const { numInsertedOrUpdatedRows } = await (await database())
      .insertInto('content_versions')
      .values({ number, at: at.getTime(), author, summary, overlay: JSON.stringify(overlay) })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  },
});
