import type { Locale } from '../src/locale.ts';
import type { Candidate, Slots, Understood } from '../src/understanding/understood.ts';
import type { ChoiceId } from './choices.ts';

/** What a message means to the dialogs, whether it was typed or pressed. */
export interface Meaning {
  text: string;
  /** The button whose label the message is, or that its "yes" or "the second one" stands for. */
  choice?: ChoiceId;
  /** The language of the button's words, when nobody offered them: they were typed. */
  typedIn?: Locale;
  /** What it says of the visitor. */
  slots: Slots;
  /** These were read apart from its questions, so that nothing that is only asked about is among them. */
  isApart?: boolean;
  /** The questions it asks, sure enough to be answered, in its order. */
  questions: Candidate[];
  understood?: Understood;
}
