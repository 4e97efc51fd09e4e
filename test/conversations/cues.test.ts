import { expect, test } from '@jest/globals';
import { asksYesOrNo, remarks, saysHere } from '../../dialogs/cues.ts';

test.each<[boolean, string[]]>([
  [true, ['quand je veux', "c'est loin", 'it is far away', 'está lejos', 'is that so?']],
  [false, ['commentatrice', 'wholesaler', 'thatcher', 'on-call nurse', 'estadístico', 'estañador']],
])('a remark is no name of a trade: %s', (isRemark, texts) => {
  expect(texts.filter((text) => remarks(text) !== isRemark)).toEqual([]);
});

test.each<[boolean, string[]]>([
  [true, ['no, here', 'plutôt ici', 'mejor aquí', 'in this chat', 'dans ce clavardage']],
  [false, ['dans le nord', 'here is my address: a@b.ca', 'no', 'ici au Québec', 'aquí hace frío']],
])('where an answer is to come: %s', (isHere, texts) => {
  expect(texts.filter((text) => saysHere(text) !== isHere)).toEqual([]);
});

test.each<[boolean, string[]]>([
  [true, ['so is that a no?', "donc c'est non ?", '¿entonces es un no?']],
  [false, ['no?', 'so is that a mandate?', 'donc non']],
])('a doubt about a result: %s', (isDoubt, texts) => {
  expect(texts.filter((text) => asksYesOrNo(text) !== isDoubt)).toEqual([]);
});
