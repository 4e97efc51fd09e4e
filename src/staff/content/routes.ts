import { z } from 'zod';
import type { Texts } from '../../content/shipped.ts';
import { CodedError } from '../../errors.ts';
import type { Route } from '../../http/route.ts';
import { LOCALES } from '../../locale.ts';
import type { Desk } from '../desk.ts';
import { notFound, Refusal } from '../pages/refusal.ts';
import { type Answer, fieldOf, type StaffVisit } from '../pages/visit.ts';
import { wordsFor } from '../pages/words.ts';
import type { Drafts, KeptDraft } from '../storage/drafts.ts';
import { conflictView, contentView, versionsView } from './content-view.ts';
import { type AskedQuestion, beginDraft, changeOf, type Draft, inEachLocale, topicId } from './draft.ts';
import { problemsOf, readDraftForm } from './draft-form.ts';
import { draftPath, draftView } from './draft-view.ts';
import { createEffects } from './effects.ts';
import { overviewOf } from './overview.ts';
import { pastQuestions } from './past-questions.ts';
import type { Rehearsals } from './rehearsals.ts';
import { type Replay, replay } from './replay.ts';
import { replayView, waitingView } from './replay-view.ts';

/** Visitors' questions that a draft is begun for, as a form carries them. */
const Questions = z.array(z.object({ locale: z.enum(LOCALES), text: z.string().max(300) })).max(100);

/** Phrases of a language from which on others are recognised by them. */
const ENOUGH_PHRASES = 5;

const fewPhrases = ({ isNew, phrases }: Draft) =>
  isNew ? LOCALES.filter((locale) => phrases[locale].length < ENOUGH_PHRASES) : [];

const isStale = (error: unknown): boolean => error instanceof CodedError && error.code === 'CONTENT_STALE';

/** The answers, editing one, seeing the effect, publishing, going back. */
export function contentRoutes(desk: Desk, drafts: Drafts, rehearsals: Rehearsals): Route[] {
  const { pages, content, store, rehearse } = desk;

  const effects = createEffects();
  const today = () => desk.now().toISOString().slice(0, 10);

  async function find({ params }: StaffVisit): Promise<KeptDraft> {
    const kept = z.uuid().safeParse(params.id).success ? await drafts.find(params.id ?? '') : undefined;
    if (!kept) throw notFound();
    return kept;
  }

  function begin(visit: StaffVisit): Promise<string> {
    const { form, account } = visit;
    const topic = fieldOf(form, 'topic');
    if (topic && !(topic in content.texts().phrases.fr)) throw notFound();
    const draft = beginDraft({
      texts: content.texts(),
      overlayPhrases: content.overlay().phrases,
      version: content.version(),
      topic: topic || undefined,
      questions: questionsOf(form),
      approvedBy: account.name || account.email,
      today: today(),
    });
    return drafts.begin(account.email, draft);
  }

  /** Whether the page that was sent shows the draft as it is kept; somebody else may have saved it since. */
  const isCurrent = ({ form }: StaffVisit, { at }: KeptDraft): boolean =>
    !form.has('seen') || fieldOf(form, 'seen') === String(at.getTime());

  const formPage = (
    visit: StaffVisit,
    { id, at, draft }: KeptDraft,
    showProblems: boolean,
    parted?: string,
  ): Answer => {
    const words = desk.words(visit);
    const texts = content.texts();
    const problems = showProblems ? problemsOf(draft, texts, visit.t, today(), words.language) : [];
    const title = draft.isNew ? visit.t('staff:draft.newTitle') : words.topic(draft.topic);
    const compare = visit.query.has('compare');
    const body = draftView({ id, at, draft, texts, problems, parted, compare, words, csrf: visit.csrf });
    const status = parted ? 409 : problems.length > 0 ? 422 : 200;
    return { page: { title, section: 'content', body }, status };
  };

  /** Somebody else saved the draft meanwhile: what was written here becomes a draft of its own. */
  async function part(visit: StaffVisit, from: string, draft: Draft): Promise<Answer> {
    const id = await drafts.begin(visit.account.email, draft);
    const own = await drafts.find(id);
    if (!own) throw notFound();
    return formPage(visit, own, false, from);
  }

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
    const words = desk.words(visit);
    if (problemsOf(draft, content.texts(), visit.t, today(), words.language).length > 0)
      return formPage(visit, kept, true);
    if (!isCurrent(visit, kept)) return effect(visit, kept, { changed: true });
    const signed = { base: draft.base, author: account.email };
    try {
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

  return [
    pages.staff({
      method: 'GET',
      path: 'content',
      needs: 'edit',
      async handle(visit) {
        const published = /^\d{1,9}$/.exec(visit.query.get('published') ?? '')?.[0];
        const body = contentView({
          lines: overviewOf(content.texts(), content.overlay(), desk.now()),
          drafts: await drafts.list(),
          words: desk.words(visit),
          csrf: visit.csrf,
          notice: published && visit.t('staff:content.published', { number: published }),
        });
        return { page: { title: visit.t('staff:nav.content'), section: 'content', body } };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'drafts',
      needs: 'edit',
      handle: async (visit) => ({ goTo: draftPath(await begin(visit)) }),
    }),
    pages.staff({
      method: 'GET',
      path: 'drafts/:id',
      needs: 'edit',
      handle: async (visit) => formPage(visit, await find(visit), false),
    }),
    pages.staff({
      method: 'POST',
      path: 'drafts/:id',
      needs: 'edit',
      async handle(visit) {
        const kept = await find(visit);
        const draft = readDraftForm(kept.draft, visit.form, content.texts());
        if (!isCurrent(visit, kept) || !(await drafts.save(kept.id, draft, kept.at)))
          return part(visit, kept.id, draft);
        const problems = problemsOf(draft, content.texts(), visit.t, today(), desk.words(visit).language);
        return problems.length > 0
          ? formPage(visit, await find(visit), true)
          : { goTo: draftPath(kept.id, '/effect') };
      },
    }),
    pages.staff({
      method: 'GET',
      path: 'drafts/:id/effect',
      needs: 'edit',
      async handle(visit) {
        const kept = await find(visit);
        const problems = problemsOf(
          kept.draft,
          content.texts(),
          visit.t,
          today(),
          desk.words(visit).language,
        );
        return problems.length > 0 ? formPage(visit, kept, true) : effect(visit, kept);
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'drafts/:id/publish',
      needs: 'edit',
      sensitive: true,
      handle: async (visit) => publish(visit, await find(visit)),
    }),
    pages.staff({
      method: 'POST',
      path: 'drafts/:id/rebase',
      needs: 'edit',
      async handle(visit) {
        const { id, at, draft } = await find(visit);
        const rebased: Draft = {
          ...draft,
          base: content.version(),
          // The id may be taken since.
          ...(draft.isNew && { topic: topicId(draft.titles.en, content.texts()) }),
          ...(!draft.isNew && {
            phrasesBefore: inEachLocale((locale) => content.overlay().phrases[locale][draft.topic] ?? []),
            phrases: inEachLocale((locale) => [
              ...new Set([
                ...(content.overlay().phrases[locale][draft.topic] ?? []),
                ...draft.phrases[locale],
              ]),
            ]),
          }),
        };
        await drafts.save(id, rebased, at);
        return { goTo: draftPath(id, '?compare') };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'drafts/:id/drop',
      needs: 'edit',
      async handle(visit) {
        const { id } = await find(visit);
        await drafts.drop(id);
        return { goTo: '/staff/content' };
      },
    }),
    pages.staff({
      method: 'GET',
      path: 'content/versions',
      needs: 'edit',
      async handle(visit) {
        const body = versionsView({
          versions: await content.versions(),
          current: content.version(),
          words: desk.words(visit),
          csrf: visit.csrf,
        });
        return { page: { title: visit.t('staff:content.versions'), section: 'content', body } };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'content/versions/:number/back',
      needs: 'edit',
      sensitive: true,
      async handle({ params, form, account }) {
        const to = z.coerce.number().int().min(0).safeParse(params.number);
        const base = z.coerce.number().int().min(0).safeParse(fieldOf(form, 'base'));
        if (!to.success || !base.success) throw notFound();
        const signed = { base: base.data, author: account.email };
        const { number } = await content.goBack(to.data, signed).catch((error) => {
          throw isStale(error) ? new Refusal(409, 'staff:refusal.stale') : error;
        });
        const detail = { version: number, back: to.data };
        await store.audit({ actor: account.email, action: 'publish', detail });
        return { goTo: `/staff/content?published=${number}` };
      },
    }),
  ];
}

function questionsOf(form: FormData): AskedQuestion[] {
  const text = fieldOf(form, 'questions');
  if (!text) return [];
  try {
    return Questions.parse(JSON.parse(text));
  } catch {
    throw new Refusal(400, 'staff:refusal.badRequest');
  }
}
