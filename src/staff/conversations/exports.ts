import { stringify } from 'csv-stringify/sync';
import type { StoredTurn } from '../../transcripts/review.ts';
import type { StoredActivity } from '../../transcripts/turn.ts';
import { speakerOf } from './said.ts';

/** The conversation as Bot Framework tools read it: a JSON array of activities. */
export const transcriptFile = (said: StoredActivity[]): string =>
  JSON.stringify(
    said.map(({ activity }) => activity),
    null,
    2,
  );

const COLUMNS = ['seq', 'at', 'speaker', 'text', 'topic', 'zone', 'confidence', 'unanswered'];

/** One row a message. A cell that a spreadsheet would take for a formula is escaped. */
export function conversationCsv(said: StoredActivity[], turns: StoredTurn[]): string {
  const rows = said
    .filter(({ activity }) => activity.type === 'message')
    .map(({ seq, direction, activity }) => {
      const turn =
        direction === 'in'
          ? turns.find(({ firstSeq, lastSeq }) => firstSeq <= seq && seq <= lastSeq)
          : undefined;
      return {
        seq,
        at: activity.timestamp,
        speaker: speakerOf(direction, activity),
        text: activity.text,
        topic: turn?.topic,
        zone: turn?.zone,
        confidence: turn?.confidence?.toFixed(3),
        unanswered: turn?.unanswered ? 'yes' : '',
      };
    });
  return csvOf(COLUMNS, rows);
}

/** Rows as CSV with a header, with the byte order mark by which Excel knows the accents. */
export const csvOf = (columns: string[], rows: Record<string, unknown>[]): string =>
  stringify(rows, { header: true, columns, bom: true, escape_formulas: true });
