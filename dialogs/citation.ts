import type { Entity } from 'botbuilder-core';

/** A source that an answer stands on, as clients may show it. */
export interface Citation {
  name: string;
  /** The day it was published, ISO 8601. */
  date: string;
  url?: string;
  abstract?: string;
}

/**
 * The schema.org entity by which Teams, Web Chat and our widget show an answer's sources, and by which
 * anything that reads the transcript sees its topic.
 */
export const messageEntity = (topic: string, citations: Citation[]): Entity => ({
  type: 'https://schema.org/Message',
  '@type': 'Message',
  '@context': 'https://schema.org',
  identifier: topic,
  citation: citations.map(({ name, date, url, abstract }, index) => ({
    '@type': 'Claim',
    position: index + 1,
    appearance: {
      '@type': 'DigitalDocument',
      name,
      datePublished: date,
      ...(url && { url }),
      ...(abstract && { abstract }),
    },
  })),
});
