import { z } from 'zod';
import { dayOf } from '../../day.ts';
import { inEachLocale, LOCALES, type Locale } from '../../locale.ts';
import type { Desk } from '../desk.ts';
import { notFound, Refusal } from '../pages/refusal.ts';
import { type Answer, fieldOf, type StaffVisit } from '../pages/visit.ts';
import type { Drafts, KeptDraft } from '../storage/drafts.ts';
import { type AskedQuestion, beginDraft, type Draft, topicId } from './draft.ts';
import { problemsOf, readDraftForm } from './draft-form.ts';
import { draftPath, draftView } from './draft-view.ts';

/** Visitors' questions that a draft is begun for, as a form carries them. */
const Questions = z.array(z.object({ locale: z.enum(LOCALES), text: z.string().max(300) })).max(100);

/** A draft from its beginning until it is whole; nobody's work is lost when two edit the same one. */
export function createDrafting({ content, now, words }: Desk, drafts: Drafts) {
  const today = () => dayOf(now());

  const problems = (visit: StaffVisit, draft: Draft) =>
    problemsOf(draft, content.texts(), visit.t, today(), words(visit).language);

  /** @throws {Refusal} 404 when there is no such draft. */
  async function find({ params }: StaffVisit): Promise<KeptDraft> {
    const kept = z.uuid().safeParse(params.id).success ? await drafts.find(params.id ?? '') : undefined;
    if (!kept) throw notFound();
    return kept;
  }

  function begin({ form, account }: StaffVisit): Promise<string> {
    const topic = fieldOf(form, 'topic');
    if (topic && !Object.hasOwn(content.texts().phrases.fr, topic)) throw notFound();
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

  function page(visit: StaffVisit, { id, at, draft }: KeptDraft, shown: Shown = {}): Answer {
    const { parted } = shown;
    const texts = content.texts();
    const found = shown.problems ? problems(visit, draft) : [];
    const title = draft.isNew ? visit.t('staff:draft.newTitle') : words(visit).topic(draft.topic);
    const compare = visit.query.has('compare');
    const { csrf } = visit;
    const body = draftView({
      id,
      at,
      draft,
      texts,
      problems: found,
      parted,
      compare,
      words: words(visit),
      csrf,
    });
    const status = parted ? 409 : found.length > 0 ? 422 : 200;
    return { page: { title, section: 'content', body }, status };
  }

  /** Keeps what the form says. */
  async function save(visit: StaffVisit): Promise<Answer> {
    const kept = await find(visit);
    const draft = readDraftForm(kept.draft, visit.form, content.texts());
    if (!isCurrent(visit, kept) || !(await drafts.save(kept.id, draft, kept.at)))
      return part(visit, kept.id, draft);
    return problems(visit, draft).length > 0
      ? page(visit, await find(visit), { problems: true })
      : { goTo: draftPath(kept.id, '/effect') };
  }

  /** Somebody else saved the draft meanwhile: what was written here becomes a draft of its own. */
  async function part(visit: StaffVisit, parted: string, draft: Draft): Promise<Answer> {
    const id = await drafts.begin(visit.account.email, draft);
    const own = await drafts.find(id);
    if (!own) throw notFound();
    return page(visit, own, { parted });
  }

  /** Puts the draft on top of what others published since it was begun. */
  async function rebase({ id, at, draft }: KeptDraft): Promise<void> {
    const published = (locale: Locale) => content.overlay().phrases[locale][draft.topic] ?? [];
    const rebased: Draft = {
      ...draft,
      base: content.version(),
      // The id may be taken since.
      ...(draft.isNew && { topic: topicId(draft.titles.en, content.texts()) }),
      ...(!draft.isNew && {
        phrasesBefore: inEachLocale(published),
        phrases: inEachLocale((locale) => [...new Set([...published(locale), ...draft.phrases[locale]])]),
      }),
    };
    await drafts.save(id, rebased, at);
  }

  return { find, begin, isCurrent, problems, page, save, rebase };
}

export type Drafting = ReturnType<typeof createDrafting>;

interface Shown {
  /** Says what is missing. */
  problems?: boolean;
  /** The draft that somebody else saved meanwhile. */
  parted?: string;
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
