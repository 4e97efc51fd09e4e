import { LOCALES, type Locale } from '../../src/locale.ts';

/** One line of a script, after its mark: what is said, pressed or expected. */
export type Line =
  /** What the visitor types; `[Label]` presses that button, which must be offered. */
  | { kind: 'user'; text: string; press: boolean; number: number }
  /** A bubble of the answer, in order; "…" stands for any words. */
  | { kind: 'bot'; text: string; number: number }
  /** Buttons that stand under the last bubble, among others. */
  | { kind: 'buttons'; labels: string[]; number: number }
  | { kind: 'topic'; topic: string; number: number }
  | { kind: 'cards'; count: number; number: number }
  | { kind: 'wait'; minutes: number; number: number };

/** A conversation that a person can read aloud. */
export interface Script {
  title: string;
  locale: Locale;
  lines: Line[];
}

const UNITS: Record<string, number> = { minute: 1, hour: 60, day: 24 * 60 };

/**
 * Reads a `.chat` script. The first `>` line is its title, `locale:` the page's language; further `>` lines are
 * comments. Throws with the line's number for a line that it does not know.
 */
export function readScript(source: string, file: string): Script {
  const script: Script = { title: '', locale: 'fr', lines: [] };
  source.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    const number = index + 1;
    if (line === '') return;
    if (line.startsWith('>')) {
      script.title ||= line.slice(1).trim();
      return;
    }
    const [, mark = '', rest = ''] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    const read = READERS[mark];
    if (mark === 'locale' && LOCALES.includes(rest as Locale)) script.locale = rest as Locale;
    else if (read) script.lines.push(read(rest, number));
    else throw new Error(`${file}:${number}: "${line}" is no line of a script.`);
  });
  if (!script.title) throw new Error(`${file}: a script begins with "> what it shows".`);
  return script;
}

const READERS: Record<string, (rest: string, number: number) => Line> = {
  user(rest, number) {
    const pressed = /^\[(.+)\]$/.exec(rest)?.[1];
    return { kind: 'user', text: pressed ?? rest, press: pressed !== undefined, number };
  },
  bot: (text, number) => ({ kind: 'bot', text, number }),
  buttons: (rest, number) => ({
    kind: 'buttons',
    labels: rest.split('|').map((label) => label.trim()),
    number,
  }),
  topic: (topic, number) => ({ kind: 'topic', topic, number }),
  cards: (count, number) => ({ kind: 'cards', count: Number(count), number }),
  wait(rest, number) {
    const [amount, unit = ''] = rest.split(' ');
    const minutes = Number(amount) * (UNITS[unit.replace(/s$/, '')] ?? Number.NaN);
    if (Number.isNaN(minutes)) throw new Error(`line ${number}: "${rest}" is no time to wait.`);
    return { kind: 'wait', minutes, number };
  },
};
