import { describe, expect, test } from '@jest/globals';
import type { Evaluated } from '../../src/understanding/evaluation/evaluate.ts';
import { parseQuestions } from '../../src/understanding/evaluation/question-file.ts';
import { reportOf } from '../../src/understanding/evaluation/report.ts';
import { auroc, summarise } from '../../src/understanding/evaluation/summary.ts';

describe('a question file', () => {
  test('is read with a byte order mark, either line end and any quotes', () => {
    const text = '\uFEFFlocale\ttopic\tquestion\r\nfr\tcosts\tC\'est "payé" ?\r\n\nen\tnone\tsoup\n';
    expect(parseQuestions(text)).toEqual([
      { locale: 'fr', topic: 'costs', question: 'C\'est "payé" ?' },
      { locale: 'en', topic: 'none', question: 'soup' },
    ]);
  });

  test.each([
    ['a column is missing in the header', 'locale\tquestion\nfr\tx\n', /line 1: the header lacks topic/],
    ['a line is short', 'locale\ttopic\tquestion\nfr\tcosts\tx\nfr\tcosts\n', /line 3/],
    [
      'a language is unknown',
      'locale\ttopic\tquestion\nde\tcosts\tx\n',
      /line 2: locale must be one of fr, en, es/,
    ],
    ['a question is empty', 'locale\ttopic\tquestion\nfr\tcosts\t\n', /line 2: question is empty/],
  ])('is refused when %s', (_, text, message) => {
    expect(() => parseQuestions(text)).toThrow(message);
  });
});

const outcome = (
  expected: string,
  predicted: string,
  zone: Evaluated['zone'],
  confidence: number,
): Evaluated => ({
  locale: 'fr',
  language: 'fr',
  expected,
  predicted,
  zone,
  confidence,
  candidates: [
    { topic: predicted, confidence },
    { topic: 'safety', confidence: 0.1 },
  ],
  microseconds: 100,
});

describe('a summary', () => {
  const summary = summarise([
    outcome('costs', 'costs', 'answer', 0.9),
    outcome('safety', 'costs', 'answer', 0.7),
    outcome('duration', 'costs', 'clarify', 0.4),
    outcome('age', 'age', 'fallback', 0.1),
    outcome('none', 'costs', 'answer', 0.8),
    outcome('none', 'age', 'fallback', 0.05),
  ]);

  test('counts questions in scope and out of scope apart', () => {
    expect(summary).toMatchObject({
      questions: 6,
      outOfScope: 2,
      accuracy: 0.5,
      topThree: 0.75,
      answeredRight: 0.25,
      answeredWrong: 0.25,
      clarified: 0.25,
      fallback: 0.25,
      outOfScopeRecall: 0.5,
      outOfScopeAnswered: 0.5,
      language: 1,
    });
  });

  test('names what was taken for what', () => {
    expect(summary.confusion).toEqual([
      { expected: 'duration', predicted: 'costs', count: 1 },
      { expected: 'safety', predicted: 'costs', count: 1 },
    ]);
    expect(reportOf(summary)).toContain('duration taken for costs');
  });

  test('has a column for each language that was asked in', () => {
    expect(Object.keys(summary.byLocale)).toEqual(['fr']);
    expect(reportOf(summary)).toMatch(/best topic right\s+50\.0 %\s+50\.0 %/);
  });
});

test('AUROC is 1 when all of one side are above the other, half when they are the same', () => {
  expect(auroc([0.9, 0.8], [0.1])).toBe(1);
  expect(auroc([0.5], [0.5])).toBe(0.5);
  expect(auroc([], [0.5])).toBeNull();
});
