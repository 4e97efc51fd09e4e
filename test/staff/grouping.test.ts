import { expect, test } from '@jest/globals';
import type { Locale } from '../../src/locale.ts';
import { groupQuestions, type OpenQuestion } from '../../src/staff/unanswered/grouping.ts';

const question = (locale: Locale, text: string, more: Partial<OpenQuestion> = {}): OpenQuestion => ({
  conversationId: text,
  seq: 1,
  at: new Date(0),
  locale,
  text,
  isSure: false,
  ...more,
});

const textsOf = async (questions: OpenQuestion[]) =>
  (await groupQuestions(questions)).map(({ questions: alike }) => alike.map(({ text }) => text));

test('questions that ask the same in other words stand together, most frequent first', async () => {
  const groups = await textsOf([
    question('en', 'Is there wifi?'),
    question('en', 'Can I bring my dog?'),
    question('en', 'could i bring my dogs along'),
    question('en', 'can i bring a dog please'),
    question('en', 'Is there any wifi over there?'),
    question('en', 'Who won the hockey game last night?'),
  ]);
  expect(groups).toEqual([
    ['Can I bring my dog?', 'could i bring my dogs along', 'can i bring a dog please'],
    ['Is there wifi?', 'Is there any wifi over there?'],
    ['Who won the hockey game last night?'],
  ]);
});

test('a typing mistake makes no group of its own', async () => {
  const groups = await textsOf([
    question('fr', 'Les animaux sont-ils acceptés ?'),
    question('fr', 'les animeaux sont ils accepté'),
    question('fr', 'Quelle est la météo demain ?'),
  ]);
  expect(groups.map(({ length }) => length)).toEqual([2, 1]);
});

test('questions of one sure topic stand together in all languages', async () => {
  const nearest = { topic: 'costs', confidence: 0.9 };
  const [group, ...others] = await groupQuestions([
    question('fr', 'Qui paie le billet ?', { nearest, isSure: true }),
    question('es', '¿cuánto cuesta?', { nearest, isSure: true }),
  ]);
  expect(others).toEqual([]);
  expect(group).toMatchObject({ topic: 'costs', isSure: true });
});

test('a group proposes the topic that its questions are nearest to', async () => {
  const near = (topic: string, confidence: number) => ({ nearest: { topic, confidence } });
  const [group] = await groupQuestions([
    question('en', 'my dog can come?', near('family', 0.3)),
    question('en', 'can my dog come', near('family', 0.3)),
    question('en', 'can my dog come?', near('housing', 0.4)),
  ]);
  expect(group?.topic).toBe('family');
});

test('text without words is a question like any other', async () => {
  expect(await textsOf([question('en', '???'), question('en', '!!')])).toEqual([['???'], ['!!']]);
});
