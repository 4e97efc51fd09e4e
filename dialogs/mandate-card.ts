import { ActionTypes, type Attachment, CardFactory } from 'botbuilder-core';
import type { Suggestion } from '../src/mandates/fit.ts';
import type { ChoiceId } from './choices.ts';
import { bestReason } from './reasons.ts';
import type { Talk } from './talk.ts';
import { countryName, languageName, list, span } from './wording.ts';

/** A mandate as a hero card: what and where, why it fits, and the ways on from it. */
export async function mandateCard(talk: Talk, suggestion: Suggestion, number: number): Promise<Attachment> {
  const { t, memory, services, context } = talk;
  const { locale } = memory;
  const { mandate } = suggestion;
  const place = [mandate.city, countryName(mandate.country, locale)].filter(Boolean).join(', ');
  const languages = list(
    mandate.languages.map(({ code }) => languageName(code, locale)),
    locale,
  );
  const action = (id: ChoiceId) => talk.actions([id])[0];
  const link = mandate.applyUrl && [
    {
      type: ActionTypes.OpenUrl,
      title: t('mandates:card.posting'),
      value: await services.linkToPosting({
        conversationId: context.activity.conversation.id,
        mandate: mandate.id,
      }),
    },
  ];
  return CardFactory.heroCard(
    t('mandates:card.title', { number, title: mandate.title[locale] }),
    t('mandates:card.body', { why: bestReason(talk, suggestion), summary: mandate.summary[locale] }),
    [],
    [action(`mandates/why-${number}`), action(`mandates/interested-${number}`), ...(link || [])].filter(
      (each) => each !== undefined,
    ),
    { subtitle: [place, span(talk, mandate.duration), languages].join(' · ') },
  );
}
