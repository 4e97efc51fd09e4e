import MarkdownIt from 'markdown-it';
import { z } from 'zod';
import type { ActivityJson } from '../../transcripts/turn.ts';
import { type Html, html, trusted } from '../html.ts';
import type { Words } from '../pages/words.ts';

const text = z.string().optional().catch(undefined);

const Button = z.object({ title: text }).catch({});
const Attachment = z
  .object({
    contentType: text,
    name: text,
    content: z
      .object({
        title: text,
        subtitle: text,
        text,
        fallbackText: text,
        buttons: z.array(Button).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  })
  .catch({});

const Entity = z.object({ author: z.object({ name: text }).optional().catch(undefined) }).catch({});

const Shown = z.object({
  attachments: z.array(Attachment).catch([]),
  suggestedActions: z.object({ actions: z.array(Button) }).catch({ actions: [] }),
  entities: z.array(Entity).catch([]),
});

/** The assistant writes markdown; nothing in it becomes HTML of its own, and no picture is fetched. */
const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable(['image', 'heading']);

/** Marks a message that a person wrote, by name, in a form that clients may show. */
export const authoredBy = (name: string) => ({
  type: 'https://schema.org/Message',
  '@type': 'Message',
  '@context': 'https://schema.org',
  author: { '@type': 'Person', name },
});

/** Who of the team wrote a message, if it was not the assistant. */
export const authorOf = (activity: ActivityJson): string | undefined =>
  Shown.parse(activity).entities.find(({ author }) => author)?.author?.name;

export function speakerOf(direction: 'in' | 'out', activity: ActivityJson): 'visitor' | 'assistant' | 'team' {
  if (direction === 'in') return 'visitor';
  return authorOf(activity) === undefined ? 'assistant' : 'team';
}

/**
 * What an activity says, as the chat shows it: words, cards, files by name, buttons. `masked` puts the masks of
 * personal data into the reader's language.
 */
export function saidIn(direction: 'in' | 'out', activity: ActivityJson, masked: Words['masked']): Html {
  const { attachments, suggestedActions } = Shown.parse(activity);
  const words = typeof activity.text === 'string' ? masked(activity.text) : '';
  return html`${
    words &&
    (direction === 'in'
      ? html`<p class="typed">${words}</p>`
      : html`<div class="prose">${trusted(markdown.render(words))}</div>`)
  }${attachments.map((attachment) => card(attachment, masked))}${
    suggestedActions.actions.length > 0 &&
    html`<ul class="choices">${suggestedActions.actions.map(({ title = '' }) => html`<li>${masked(title)}</li>`)}</ul>`
  }`;
}

function card({ contentType, name, content }: z.infer<typeof Attachment>, masked: Words['masked']): Html {
  if (!content) return html`<p class="card">${name ?? contentType}</p>`;
  const { buttons = [] } = content;
  const [title, subtitle, body] = [content.title, content.subtitle, content.text ?? content.fallbackText].map(
    (part = '') => masked(part),
  );
  return html`<div class="card">${title && html`<p><strong>${title}</strong></p>`}${subtitle && html`<p>${subtitle}</p>`}${
    body && html`<p class="typed">${body}</p>`
  }${buttons.length > 0 && html`<ul class="choices">${buttons.map((button) => html`<li>${masked(button.title ?? '')}</li>`)}</ul>`}</div>`;
}
