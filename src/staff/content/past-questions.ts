import type { ReviewStore } from '../../transcripts/review.ts';
import { searchableText } from '../../transcripts/words.ts';
import { fold } from '../../understanding/text/clean.ts';
import type { AskedQuestion } from './draft.ts';

/** How far back a replay goes. */
const CONVERSATIONS = 100;
const QUESTIONS = 400;

/** What visitors typed lately, in their words with personal data masked, each question once. */
export async function pastQuestions(
  store: Pick<ReviewStore, 'list' | 'conversation' | 'transcript' | 'unanswered'>,
): Promise<AskedQuestion[]> {
  const found = new Map<string, AskedQuestion>();
  const add = (question: AskedQuestion) => {
    const key = `${question.locale} ${fold(question.text)}`;
    if (question.text.trim() && found.size < QUESTIONS && !found.has(key)) found.set(key, question);
  };
  const { items: unanswered } = await store.unanswered({}, { limit: 200 });
  for (const { locale, text } of unanswered) if (locale) add({ locale, text });
  const { items: conversations } = await store.list({}, { limit: CONVERSATIONS });
  for (const { conversationId } of conversations) {
    const [detail, said] = await Promise.all([
      store.conversation(conversationId),
      store.transcript(conversationId),
    ]);
    for (const { locale, zone, firstSeq, lastSeq } of detail?.turnFacts ?? []) {
      // Only typed messages were understood; a pressed button means what it says.
      if (!zone || !locale) continue;
      const message = said.find(
        ({ seq, direction }) => direction === 'in' && firstSeq <= seq && seq <= lastSeq,
      );
      if (message) add({ locale, text: searchableText(message.activity) });
    }
  }
  return [...found.values()];
}
