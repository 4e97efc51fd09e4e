import { describe, expect, test } from '@jest/globals';
import { createClassifier } from '../../src/understanding/topics/model.ts';
import { distance } from '../../src/understanding/topics/speller.ts';
import { trainTopics } from '../../src/understanding/topics/train.ts';

const PHRASES = {
  costs: [
    'how much does it cost',
    'who pays for the flight',
    'is there an allowance',
    'do volunteers get paid',
    'what are the expenses',
    'is the ticket covered',
  ],
  duration: [
    'how long does it last',
    'how many months must I stay',
    'what is the minimum length',
    'can I leave for two weeks only',
    'for how long do people go',
    'is six months possible',
  ],
  languages: [
    'which languages must I speak',
    'do I need French',
    'is English enough',
    'must my Spanish be good',
    'what level of language is asked',
    'I only speak English',
  ],
};
const OUT_OF_SCOPE = ['what is the weather', 'tell me a joke', 'who won the hockey game', 'recipe for soup'];

const model = trainTopics('en', PHRASES, OUT_OF_SCOPE);
const classify = createClassifier(model);
const topicOf = (text: string) => classify(text).candidates[0]?.topic;

describe('the classifier', () => {
  test.each([
    ['who would pay the plane ticket?', 'costs'],
    ['how many weeks is it', 'duration'],
    ['is my level of French good enough', 'languages'],
  ])('finds the topic of words it was not trained on: %s', (text, topic) => {
    expect(topicOf(text)).toBe(topic);
  });

  test('offers the best three, best first', () => {
    const { candidates } = classify('is English enough');
    expect(candidates.map(({ topic }) => topic)).toEqual(expect.arrayContaining(Object.keys(PHRASES)));
    expect(candidates[0]?.confidence).toBeGreaterThan(candidates[1]?.confidence ?? 1);
  });

  test('mends slips and says so', () => {
    expect(topicOf('what langauge lvel')).toBe('languages');
    expect(classify('what Langauge').explain().repairs).toEqual([{ from: 'Langauge', to: 'language' }]);
  });

  test('leaves known words alone', () => {
    expect(classify('who pays for the flight').explain().repairs).toEqual([]);
  });

  test('explains itself in words and by the nearest approved phrase', () => {
    const { words, nearest } = classify('Is the Flight paid?').explain();
    expect(words[0]).toEqual({ text: expect.stringMatching(/^(flight|paid)$/), weight: expect.any(Number) });
    expect(nearest).toMatchObject({ topic: 'costs', phrase: expect.stringContaining('flight') });
  });

  test('is less sure of what belongs to no topic', () => {
    const sure = classify('is there an allowance').candidates[0]?.confidence ?? 0;
    const strange = classify('what is the recipe for a good joke').candidates[0]?.confidence ?? 1;
    expect(strange).toBeLessThan(sure);
  });

  test('takes empty text and text without letters', () => {
    for (const text of ['', '?!', '12345']) expect(classify(text).candidates).toHaveLength(3);
  });

  test('always learns the same from the same phrases', () => {
    expect(trainTopics('en', PHRASES, OUT_OF_SCOPE)).toEqual(model);
  });

  test('learns without lines of no topic, and from one phrase a topic', () => {
    const small = createClassifier(
      trainTopics('fr', { costs: ['combien ça coûte'], age: ['quel âge faut-il'] }),
    );
    expect(small('ça coûte combien').candidates[0]?.topic).toBe('costs');
  });
});

describe('slips between two words', () => {
  test.each([
    ['visa', 'visa', 0],
    ['visa', 'viza', 1],
    ['duree', 'duere', 1],
    ['combien', 'combin', 1],
    ['cost', 'coasts', 2],
  ])('%s and %s: %i', (left, right, slips) => {
    expect(distance(left, right)).toBe(slips);
  });
});
