import type { Texts } from '../../content/shipped.ts';
import { CodedError } from '../../errors.ts';
import { LOCALES } from '../../locale.ts';
import type { Desk } from '../desk.ts';
import type { Answer, StaffVisit } from '../pages/visit.ts';
import { wordsFor } from '../pages/words.ts';
import type { Drafts, KeptDraft } from '../storage/drafts.ts';
import { conflictView } from './content-view.ts';
import { changeOf, type Draft } from './draft.ts';
import type { Drafting } from './drafting.ts';
import { createEffects } from './effects.ts';
import { pastQuestions } from './past-questions.ts';
import type { Rehearsals } from './rehearsals.ts';
import { type Replay, replay } from './replay.ts';
import { replayView, waitingView } from './replay-view.ts';

/** Phrases of a language from which on others are recognised by them. */
const ENOUGH_PHRASES = 5;

const fewPhrases = ({ isNew, phrases }: Draft) =>
  isNew ? LOCALES.filter((locale) => phrases[locale].length < ENOUGH_PHRASES) : [];

/** Whether content was not published because somebody else did since. */
export const isStale = (error: unknown): boolean =>
  error instanceof CodedError && error.code === 'CONTENT_STALE';

/** What a whole draft would change, shown before it goes live; and going live. */
export function createPublishing(desk: Desk, drafts: Drafts, rehearsals: Rehearsals, drafting: Drafting) {
  const { content, store, rehearse } = desk;
  const effects = createEffects();

  /** Trains on what would be, and asks the past questions again. */
  async function rehearseDraft({ draft }: KeptDraft, next: Texts): Promise<Replay> {
    const texts = content.texts();
    const [past, serving] = await Promise.all([pastQuestions(store), rehearsals.serving()]);
    const candidate = await rehearse(next.phrases);
    try {
      return await replay(
        draft.questions,
        past.filter(({ text }) => !draft.questions.some((own) => own.text === text)),
        { understanding: serving, texts },
        { understanding: candidate, texts: next },
        desk.now(),
      );
    } finally {
      await candidate.close();
    }
  }

  /** The effect of a draft; a page that looks again by itself while it is being worked out. */
  async function effect(visit: StaffVisit, kept: KeptDraft, { changed = false } = {}): Promise<Answer> {
    const next = content.preview(changeOf(kept.draft, content.texts()));
    const name = `${kept.id} ${kept.at.getTime()} ${content.version()}`;
    const replayed = await effects.of(name, () => rehearseDraft(kept, next));
    // A new topic has its name already where it is shown what it would do.
    const words = wordsFor(visit, next.labels);
    if (!replayed) visit.response.setHeader('refresh', '2');
    const body = replayed
      ? replayView({
          id: kept.id,
          at: kept.at,
          replay: replayed,
          few: fewPhrases(kept.draft),
          changed,
          words,
          csrf: visit.csrf,
        })
      : waitingView(words);
    const page = { title: visit.t('staff:replay.title'), section: 'content' as const, body };
    return { page, status: changed ? 409 : 200 };
  }

  async function conflict(visit: StaffVisit, { id, draft }: KeptDraft): Promise<Answer> {
    const since = (await content.versions(200)).filter(({ number }) => number > draft.base);
    const sameTopic = since.some(({ summary }) => summary === draft.topic || summary.startsWith('back:'));
    const body = conflictView({ id, since, sameTopic, words: desk.words(visit), csrf: visit.csrf });
    return { page: { title: visit.t('staff:conflict.title'), section: 'content', body }, status: 409 };
  }

  async function publish(visit: StaffVisit, kept: KeptDraft): Promise<Answer> {
    const { account } = visit;
    const { draft, id } = kept;
    // What others published since comes first: the draft may be wrong by it alone.
    if (draft.base !== content.version()) return conflict(visit, kept);
    if (drafting.problems(visit, draft).length > 0) return drafting.page(visit, kept, { problems: true });
    if (!drafting.isCurrent(visit, kept)) return effect(visit, kept, { changed: true });
    try {
      const signed = { base: draft.base, author: account.email };
      const { number } = await content.publish(changeOf(draft, content.texts()), signed);
      const detail = { version: number, topic: draft.topic };
      await store.audit({ actor: account.email, action: 'publish', subject: draft.topic, detail });
      await drafts.drop(id);
      return { goTo: `/staff/content?published=${number}` };
    } catch (error) {
      if (!isStale(error)) throw error;
      return conflict(visit, kept);
    }
  }

  return { effect, publish };
}
