import type { Slots } from '../understood.ts';
import { ageIn } from './age.ts';
import { availabilityIn } from './availability.ts';
import { expertiseIn } from './expertise.ts';
import { languagesIn } from './languages.ts';
import { lengthsIn } from './lengths.ts';
import type { Moment } from './moments.ts';
import type { NumberFound } from './numbers.ts';
import { placesIn } from './places.ts';
import type { Reading } from './reading.ts';
import { residencyIn } from './residency.ts';
import { type Scene, setScene } from './scene.ts';
import type { Span } from './span.ts';
import { answerIn, correctionIn, opennessIn } from './talk.ts';

/** Times that the recognizers found, by the tokens they stand on. */
export interface Times {
  moments: Moment[];
  spans: Span[];
}

/** The slots of a message; what is said after a correction replaces what was said before it. */
export function extract(scene: Scene, times: Times): Slots {
  const correction = correctionIn(scene);
  if (!correction) return { ...statements(scene, times), ...withAnswer(answerIn(scene)) };
  const { reading, vocabulary, now } = scene;
  const [before, after] = cut(reading, correction.end).map((part) =>
    statements(setScene(part, vocabulary, now), NO_TIMES),
  );
  const slots = merge(before, after);
  const isCorrection = !correction.isWeak || Object.keys(slots).length > 0;
  return isCorrection ? { ...slots, correction: true } : { ...slots, ...withAnswer(answerIn(scene)) };
}

export const NO_TIMES: Times = { moments: [], spans: [] };

const withAnswer = (answer: Slots['answer']): Pick<Slots, 'answer'> => (answer ? { answer } : {});

function cut(reading: Reading, at: number): [Reading, Reading] {
  const { tokens } = reading;
  return [
    { ...reading, tokens: tokens.slice(0, at), tail: tokens[at]?.gap ?? reading.tail },
    { ...reading, tokens: tokens.slice(at) },
  ];
}

function merge(before: Slots = {}, after: Slots = {}): Slots {
  const availability = { ...before.availability, ...after.availability };
  return { ...before, ...after, ...(before.availability && after.availability && { availability }) };
}

function statements(scene: Scene, times: Times): Slots {
  const lengths = withOthers(lengthsIn(scene), times.spans);
  const age = ageIn(scene, lengths);
  const availability = availabilityIn(
    scene,
    lengths.filter((span) => span !== age?.span),
    times.moments,
  );
  const { countries, belongsElsewhere } = placesIn(scene);
  const residency = residencyIn(scene, belongsElsewhere);
  const { domains, skills } = expertiseIn(scene);
  const isBesideFacts = domains.length > 0 || [residency, availability, age].some(Boolean);
  const languages = languagesIn(scene, isBesideFacts);
  const open = opennessIn(scene);
  const openPlace = open === 'place' && countries.length === 0;
  return {
    ...(residency && { residency }),
    ...(languages && { languages }),
    ...(availability && { availability }),
    ...(domains.length > 0 && { domains }),
    ...((countries.length > 0 || openPlace) && { countries }),
    ...(skills.length > 0 && { skills }),
    ...(age && { age: age.age }),
    ...((openPlace || open === 'any') && { anything: true }),
    ...wholeNumber(scene.numbers, scene.reading),
  };
}

/** Our own reading of a length outweighs the recognizers', which never join ranges. */
function withOthers(own: Span[], others: Span[]): Span[] {
  const free = others.filter(({ start, end }) => own.every((span) => end <= span.start || start >= span.end));
  return [...own, ...free].sort((a, b) => a.start - b.start);
}

/** A message that is nothing but a number answers whatever was asked. */
function wholeNumber(numbers: NumberFound[], { tokens }: Reading): Pick<Slots, 'number'> {
  const [only] = numbers;
  return only && !only.article && only.start === 0 && only.end === tokens.length && only.value < 1000
    ? { number: only.value }
    : {};
}
