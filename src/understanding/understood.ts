import type { Locale } from '../locale.ts';
import type { Profile } from '../profile.ts';

/** A topic with the calibrated probability that it is what was meant, 0 to 1. */
export interface Candidate {
  topic: string;
  confidence: number;
}

/** `answer`: sure enough to answer; `clarify`: offer the best three; `fallback`: nothing near. */
export type Zone = 'answer' | 'clarify' | 'fallback';

/** What a sentence says about the visitor, in the shape of a profile, and a few signs that only a talk has. */
export interface Slots extends Profile {
  /** Years. */
  age?: number;
  /** The message is nothing but this number ("six", "34"): months, years … as what was asked. */
  number?: number;
  /** A plain yes, no or "I am not sure" as the answer to what was asked. */
  answer?: 'yes' | 'no' | 'unsure';
  /** "no, actually …": what follows replaces what was said before. */
  correction?: boolean;
  /** "anywhere", "any country", "it does not matter": the wish in question is open. */
  anything?: boolean;
}

/** Why it was understood so, for staff and for `npm run understand`. */
export interface Evidence {
  /** The features that weighed most for the best topic. */
  words: { text: string; weight: number }[];
  /** The approved phrase nearest to the message. */
  nearest?: { phrase: string; topic: string; similarity: number };
  repairs: { from: string; to: string }[];
}

export interface Understood {
  /** The language the message is in; the conversation's own where the words do not tell. */
  language: Locale;
  /** The words themselves settle the language: enough to switch a conversation. */
  languageIsClear: boolean;
  zone: Zone;
  /** The best three, best first. */
  candidates: Candidate[];
  /** Every question the message asks, in its order, when each is sure enough to answer. */
  questions: Candidate[];
  slots: Slots;
  evidence: Evidence;
}

/** What the talk already knows when a message arrives. */
export interface Context {
  locale: Locale;
  /** The topic answered last: "and for retired people?" leans on it. */
  previousTopic?: string;
  /** Now, for "next spring" and bare months. */
  now?: Date;
}

export type Phrases = Record<string, string[]>;

export interface Understanding {
  /** Never throws for any text; slots are empty when they could not be had within 300 ms. */
  understand(text: string, context: Context): Promise<Understood>;
  /** Trains on other phrases in a process of its own, then swaps the models at once; the old ones serve meanwhile. */
  publish(phrases: Record<Locale, Phrases>): Promise<void>;
  close(): Promise<void>;
}
