import type { Locale } from '../locale.ts';

/** Phrases by their first word, each as its words. */
type PhraseBook = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Small words by which talk hangs together. They are matched on folded words, never shown. */
interface Lexicon {
  /** Join two questions in one message. */
  and: PhraseBook;
  /** Begin a question, or a clause that asks. */
  openers: PhraseBook;
  /** Begin a message that leans on the answer before it: "and …", "what about …". */
  leaning: PhraseBook;
  /** Ask where: "and where?" is a question of its own, whatever was answered before. */
  where: PhraseBook;
  /** Open a message before it comes to the point. */
  greetings: PhraseBook;
  /** Ask for the reason of what was just said and nothing else. */
  why: readonly string[];
}

const list = (text: string): string[] => text.split('|').map((phrase) => phrase.trim());

const words = (text: string): PhraseBook =>
  Map.groupBy(
    list(text).map((phrase) => phrase.split(' ')),
    ([first = '']) => first,
  );

export const LEXICON: Record<Locale, Lexicon> = {
  fr: {
    and: words('et|et puis|et aussi|ainsi que|puis|plus|ou alors|et sinon|sinon'),
    openers: words(
      'combien|comment|si|quand|ou est|ou sont|ou va|ou peut|ou vais|ou serai|quel|quelle|quels|quelles|qui|que|quoi|est ce|est il|est elle|qu est|c est|ca|cela|peut on|peut il|peut|puis je|pouvez|dois je|doit on|doit|dois|faut il|il faut|faut|y a|il y a|avez|etes|sont|sera|suis je|ai je|a t on|on|je peux|je dois|je vais|pourquoi|faites|payez|offrez|vais je|serai je|aurai je',
    ),
    leaning: words('et|et puis|et pour|qu en est il|meme chose pour|pareil pour|mais|et si'),
    where: words('ou|ou ca|ou donc|dans quel pays|dans quels pays|quel pays|quels pays|dans quelle region'),
    greetings: words(
      'bonjour|bonsoir|salut|allo|coucou|hello|hey|attends|attendez|bonjour a tous|bonjour madame|bonjour monsieur|bon matin|rebonjour',
    ),
    why: list(
      'pourquoi|pourquoi ca|pourquoi donc|ah bon pourquoi|et pourquoi|mais pourquoi|comment ca|pk|pq|pkoi|pourkoi',
    ),
  },
  en: {
    and: words('and|and also|also|plus|and then|as well as'),
    openers: words(
      'how|if|whether|what|whats|when|where|which|who|why|is|are|am|was|do|does|did|can|could|will|would|should|must|may|shall|have|has|i need|do i|is it|are there|is there|i want|i d like|tell me',
    ),
    leaning: words(
      'and|and for|what about|how about|same for|but|and if|and what about|and how about|what if',
    ),
    where: words(
      'where|in which countries|in which country|in what countries|which countries|what countries',
    ),
    greetings: words(
      'hello|hi|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|greetings|hi everyone|dear team|wait|oh wait|wait a minute|wait a second|hold on|hang on',
    ),
    why: list('why|why is that|how come|why so|but why|and why|why that|why not'),
  },
  es: {
    and: words('y|e|y tambien|tambien|ademas|y ademas|asi como|y luego'),
    openers: words(
      'cuanto|si|cuanta|cuantos|cuantas|como|cuando|donde|adonde|a donde|en que|que|cual|cuales|quien|quienes|es|son|esta|hay|se puede|se necesita|se paga|se|puedo|pueden|puede|tengo|tienen|debo|hace falta|hay que|por que|pagan|ofrecen|dan|cubren|necesito|voy|seria|sera',
    ),
    leaning: words('y|y para|que hay de|que tal|lo mismo para|pero|y si|y que hay de'),
    where: words('donde|adonde|a donde|en donde|en que pais|en que paises|que paises|en cuales paises'),
    greetings: words(
      'hola|buenas|buenos dias|buenas tardes|buenas noches|que tal|hola que tal|hola buenas|hola buenos dias|hola buenas tardes|saludos|buen dia|espera|espere',
    ),
    why: list('por que|y por que|pero por que|por que no|como asi|xq|porque|pq'),
  },
};

/** How many words of the longest of `phrases` that `words` have from `at` on, within `most` words; 0 when none. */
export function startsWith(
  words: readonly string[],
  phrases: PhraseBook,
  at = 0,
  most = words.length - at,
): number {
  let longest = 0;
  for (const parts of phrases.get(words[at] ?? '') ?? []) {
    if (parts.length > longest && parts.length <= most && parts.every((part, k) => part === words[at + k]))
      longest = parts.length;
  }
  return longest;
}
