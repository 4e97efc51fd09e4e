import type { Locale } from '../../locale.ts';

/** A phrase of a book. */
export interface Entry<V> {
  keys: string[];
  locale: Locale;
  value: V;
  text: string;
  /** A short acronym, read as such only in capitals or as the whole message: IT, HR, PR. */
  acronym: boolean;
  /** May span punctuation, since the entry itself holds some. */
  loose: boolean;
}

/** The phrases of one book that begin or end with the same word, the longest first. */
export interface Phrases {
  book: object;
  entries: Entry<unknown>[];
}

/**
 * All books of a vocabulary by the words that their phrases begin and end with: a word of a message is looked up once,
 * and not in each of some seventy books.
 */
export class Shelf {
  private readonly byFirst = new Map<string, Phrases[]>();
  private readonly byLast = new Map<string, Phrases[]>();

  add(book: object, entry: Entry<unknown>): void {
    put(this.byFirst, entry.keys[0], book, entry);
    put(this.byLast, entry.keys.at(-1), book, entry);
  }

  /** What begins with a word, by its key. */
  opening(key: string): Phrases[] | undefined {
    return this.byFirst.get(key);
  }

  /** What ends with a word, by its key. */
  closing(key: string): Phrases[] | undefined {
    return this.byLast.get(key);
  }
}

function put(index: Map<string, Phrases[]>, key: string | undefined, book: object, entry: Entry<unknown>) {
  if (key === undefined) return;
  const books = index.get(key) ?? [];
  index.set(key, books);
  const phrases = books.find((each) => each.book === book);
  if (!phrases) books.push({ book, entries: [entry] });
  else {
    const shorter = phrases.entries.findIndex(({ keys }) => keys.length < entry.keys.length);
    phrases.entries.splice(shorter < 0 ? phrases.entries.length : shorter, 0, entry);
  }
}
