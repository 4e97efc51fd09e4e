import type { Logger } from 'pino';
import { CodedError } from '../errors.ts';
import type { Locale } from '../locale.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import { apply, type Change, EMPTY, merge, type Overlay } from './overlay.ts';
import { readShipped, type Texts } from './shipped.ts';
import type { Version, VersionInfo, VersionStore } from './versions.ts';

type PhrasesByLocale = Texts['phrases'];

interface Parts {
  contentDir: string;
  localesDir: string;
  versions: VersionStore;
  /** Has the bot learn other phrases, without a restart; the old ones serve until it resolves. */
  train(phrases: PhrasesByLocale): Promise<void>;
  logger: Pick<Logger, 'error'>;
  now?: () => Date;
  /** How often another instance's publications are looked for, in milliseconds; 0 for never. */
  pollMs?: number;
}

interface Signed {
  /** The version that the editor had before their eyes. */
  base: number;
  author: string;
}

/** The contents that the bot runs on, and how staff changes them. */
export interface Content {
  /** One object for the life of the process; what it says follows the latest version. */
  knowledge: Knowledge;
  phrases(): PhrasesByLocale;
  /** Everything, as it serves. */
  texts(): Texts;
  /** What staff has added, as it serves. */
  overlay(): Overlay;
  /** The number of the version that serves; 0 before anything was published. */
  version(): number;
  /** The contents as they would be. @throws {CodedError} `CONTENT` when they would not be sound. */
  preview(change: Change): Texts;
  /** @throws {CodedError} `CONTENT_STALE` when somebody published since `base`: nothing is changed. */
  publish(change: Change, signed: Signed): Promise<VersionInfo>;
  /** Publishes the contents of an earlier version (0: as they came) as a new one. */
  goBack(to: number, signed: Signed): Promise<VersionInfo>;
  versions(limit?: number): Promise<VersionInfo[]>;
  versionOf(number: number): Promise<Version | undefined>;
  /** Takes up what another instance has published. */
  refresh(): Promise<void>;
  close(): void;
}

const POLL_MS = 15_000;

/** Starts on the latest version. @throws {CodedError} `CONTENT` when the files are not sound. */
export async function createContent(parts: Parts): Promise<Content> {
  const { versions, train, logger, now = () => new Date(), pollMs = POLL_MS } = parts;
  const shipped = readShipped(parts.contentDir, parts.localesDir);
  const serve = (version: Pick<Version, 'number' | 'overlay'>) => {
    const texts = merge(shipped, version.overlay);
    return { ...version, texts, knowledge: knowledgeOf(texts) };
  };
  let serving = serve((await versions.latest()) ?? { number: 0, overlay: EMPTY });

  let queue: Promise<unknown> = Promise.resolve();
  /** One change of the contents at a time; a failure is its caller's. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };

  /** Training comes first, what is said follows at once: a topic is never understood without its answer. */
  async function takeUp(version: Pick<Version, 'number' | 'overlay'>): Promise<void> {
    const next = serve(version);
    if (!samePhrases(serving.texts.phrases, next.texts.phrases)) await train(next.texts.phrases);
    serving = next;
  }

  async function add(overlay: Overlay, summary: string, { base, author }: Signed): Promise<VersionInfo> {
    // Contents that would not be sound are refused before they are kept.
    knowledgeOf(merge(shipped, overlay));
    const version = { number: base + 1, at: now(), author, summary, overlay };
    if (!(await versions.add(version))) throw stale();
    await takeUp(version);
    return version;
  }

  /** The newest version there is, as far as is known, whether it serves or not. */
  let newest = serving.number;
  async function refresh(): Promise<void> {
    const latest = await versions.latest();
    if (!latest || latest.number === serving.number) return;
    newest = latest.number;
    await takeUp(latest);
  }

  /** The version whose trouble was told. */
  let told: number | undefined;
  async function look(): Promise<void> {
    try {
      await inTurn(refresh);
      told = undefined;
    } catch (error) {
      // At every further look it would be the same.
      if (told !== newest)
        logger.error(
          { err: error, version: newest, serving: serving.number },
          'published contents could not be taken up; the former ones serve on, and it is tried again',
        );
      told = newest;
    }
  }
  const poll = pollMs > 0 ? setInterval(() => void look(), pollMs).unref() : undefined;

  return {
    knowledge: {
      get topics() {
        return serving.knowledge.topics;
      },
      title: (topic, locale) => serving.knowledge.title(topic, locale),
      answer: (topic, locale: Locale, today) => serving.knowledge.answer(topic, locale, today),
    },
    phrases: () => serving.texts.phrases,
    texts: () => serving.texts,
    overlay: () => serving.overlay,
    version: () => serving.number,
    preview(change) {
      const texts = merge(shipped, apply(serving.overlay, change));
      knowledgeOf(texts);
      return texts;
    },
    publish: (change, signed) =>
      inTurn(async () => {
        await refresh();
        if (serving.number !== signed.base) throw stale();
        return add(apply(serving.overlay, change), change.topic, signed);
      }),
    goBack: (to, signed) =>
      inTurn(async () => {
        await refresh();
        if (serving.number !== signed.base) throw stale();
        const overlay = to === 0 ? EMPTY : (await versions.get(to))?.overlay;
        if (!overlay)
          throw new CodedError('CONTENT_VERSION', `There is no version ${to}.`, 'Choose another.');
        return add(overlay, `back:${to}`, signed);
      }),
    versions: (limit = 100) => versions.list(limit),
    versionOf: (number) => versions.get(number),
    refresh: () => inTurn(refresh),
    close: () => clearInterval(poll),
  };
}

const stale = (): CodedError =>
  new CodedError(
    'CONTENT_STALE',
    'Somebody else published in the meantime; nothing was changed.',
    'Look at the latest version, then publish again.',
  );

const samePhrases = (before: PhrasesByLocale, after: PhrasesByLocale): boolean =>
  JSON.stringify(before) === JSON.stringify(after);
