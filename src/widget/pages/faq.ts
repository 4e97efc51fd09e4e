import type { Knowledge } from '../../content/knowledge.ts';
import { fill } from '../../fill.ts';
import { LOCALES, type Locale, tagOf } from '../../locale.ts';
import type { Texts } from '../texts.ts';
import { otherLanguages } from './chat.ts';
import { html, jsonLd } from './html.ts';
import { page } from './shell.ts';

interface FaqPage {
  texts: Texts;
  locale: Locale;
  style: string;
  knowledge: Knowledge;
  today: Date;
  /** The address visitors use: search engines want whole addresses. */
  home: string;
}

const faqPath = (locale: Locale) => `${locale}/faq`;

/** `/fr/faq`: all approved answers on a page without scripts, readable for people and for search engines. */
export function faqPage({ texts, locale, style, knowledge, today, home }: FaqPage): string {
  const { faq } = texts;
  const entries = knowledge.topics.map((topic) => ({
    topic,
    question: faq.question[topic as keyof typeof faq.question] ?? knowledge.title(topic, locale) ?? topic,
    answer: knowledge.answer(topic, locale, today),
  }));
  const answered = entries.filter(({ answer }) => answer?.source);
  const unanswered = entries.filter(({ answer }) => !answer?.source);
  const sources = new Set(
    answered.map(({ answer }) => answer?.source).filter((source) => source !== undefined),
  );
  // As the approved answers write it: 17 March 2022.
  const longDate = new Intl.DateTimeFormat(tagOf(locale), {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return page({
    locale,
    title: faq.title,
    description: faq.intro,
    root: '../',
    style,
    bodyClass: 'faq',
    head: [
      html`<link rel="canonical" href="${home}${faqPath(locale)}">`,
      ...LOCALES.map(
        (other) => html`<link rel="alternate" hreflang="${other}" href="${home}${faqPath(other)}">`,
      ),
      jsonLd({
        '@context': 'https://schema.org',
        '@type': 'FAQPage',
        inLanguage: locale,
        mainEntity: answered.map(({ question, answer }) => ({
          '@type': 'Question',
          name: question,
          acceptedAnswer: { '@type': 'Answer', text: answer?.text },
        })),
      }),
    ],
    body: html`<header>${otherLanguages(texts, locale, (other) => `../${faqPath(other)}`)}</header>
<main>
<h1>${faq.title}</h1>
<p class="intro">${faq.intro}</p>
<p><a class="button" href="../?locale=${locale}">${faq.chat}</a></p>
${answered.map(
  ({ topic, question, answer }) => html`<section id="${topic}">
<h2>${question}</h2>
<p>${answer?.text}</p>
</section>
`,
)}
<section>
<h2>${faq.unanswered}</h2>
<p>${faq.unansweredIntro}</p>
<ul>${unanswered.map(({ question }) => html`<li>${question}</li>`)}</ul>
</section>
</main>
<footer>${[...sources].map(
      ({ publisher, title, publishedOn }) =>
        html`<p>${fill(faq.source, { publisher, title, date: longDate.format(new Date(publishedOn)) })}</p>`,
    )}</footer>`,
  });
}
