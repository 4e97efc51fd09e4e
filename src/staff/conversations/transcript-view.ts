import { z } from 'zod';
import { MASKS } from '../../transcripts/redaction/mask.ts';
import type { StoredTurn } from '../../transcripts/review.ts';
import type { StoredActivity } from '../../transcripts/turn.ts';
import { wordsOf } from '../../transcripts/words.ts';
import { type Html, html } from '../html.ts';
import type { Words } from '../pages/words.ts';
import { eventInWords } from './events.ts';
import { authorOf, saidIn, speakerOf } from './said.ts';

/** The part of a turn's evidence that says something to a person. */
const Evidence = z
  .object({
    words: z.array(z.object({ text: z.string(), weight: z.number() })).catch([]),
    nearest: z
      .object({ phrase: z.string(), topic: z.string(), similarity: z.number() })
      .optional()
      .catch(undefined),
    repairs: z.array(z.object({ from: z.string(), to: z.string() })).catch([]),
  })
  .catch({ words: [], repairs: [] });

/** A conversation as the chat showed it, with what each turn was taken for on demand. */
export function transcriptView(said: StoredActivity[], turns: StoredTurn[], words: Words): Html {
  const shown = said.filter(({ activity }) => activity.type === 'message');
  if (shown.length === 0) return html`<p class="empty">${words.t('staff:talk.empty')}</p>`;
  return html`<ol class="talk">${shown.map((message) => bubble(message, turnOf(message, turns), words))}</ol>`;
}

/** The turn that a visitor's message began. */
const turnOf = ({ direction, seq }: StoredActivity, turns: StoredTurn[]): StoredTurn | undefined =>
  direction === 'in' ? turns.find(({ firstSeq, lastSeq }) => firstSeq <= seq && seq <= lastSeq) : undefined;

function bubble(
  { seq, direction, activity }: StoredActivity,
  turn: StoredTurn | undefined,
  words: Words,
): Html {
  const { t, moment } = words;
  const speaker = speakerOf(direction, activity);
  return html`<li id="m${seq}" class="${speaker}"><p class="by">${authorOf(activity) ?? t(`staff:talk.${speaker}`)}${
    activity.timestamp &&
    html` <time datetime="${activity.timestamp}">${moment(new Date(activity.timestamp))}</time>`
  }</p>
<div class="bubble">${saidIn(direction, activity, words.masked)}</div>${turn && understanding(turn, activity.text, words)}</li>`;
}

function understanding(turn: StoredTurn, text: string | undefined, words: Words): Html {
  const { t, percent, topic: nameOfTopic } = words;
  const { topic, zone, confidence, unanswered, reference, events = [] } = turn;
  const heading = [
    topic ? nameOfTopic(topic) : t(zone ? 'staff:talk.noTopic' : 'staff:talk.noQuestion'),
    confidence === undefined ? '' : percent(confidence),
    unanswered ? t('staff:talk.unanswered') : '',
  ]
    .filter(Boolean)
    .join(' · ');
  const done =
    zone === 'answer' && unanswered ? t('staff:outcome.noAnswer') : zone && t(`staff:zone.${zone}`);
  const rows = [
    done && html`<dt>${t('staff:talk.zone')}</dt><dd>${done}</dd>`,
    ...evidenceRows(turn.evidence, text, words),
    events.length > 0 &&
      html`<dt>${t('staff:talk.events')}</dt><dd>${events.map((event) => eventInWords(event, words)).join(', ')}</dd>`,
    reference && html`<dt>${t('staff:talk.reference')}</dt><dd><code>${reference}</code></dd>`,
  ].filter(Boolean);
  const kind = unanswered ? 'why warn' : 'why';
  return rows.length === 0
    ? html`<p class="${kind}">${heading}</p>`
    : html`<details class="${kind}"><summary>${heading}</summary><dl>${rows}</dl></details>`;
}

/** Words of a message that are masked in it are not shown beside it either. */
function evidenceRows(
  evidence: unknown,
  text: string | undefined,
  { t, percent, topic, number }: Words,
): (Html | false | undefined)[] {
  const shown = new Set(wordsOf((text ?? '').replace(MASKS, ' ')));
  const stands = (typed: string) => wordsOf(typed).every((word) => shown.has(word));
  const { nearest, ...typed } = Evidence.parse(evidence);
  const weighty = typed.words.filter((word) => stands(word.text));
  const repairs = typed.repairs.filter(({ from }) => stands(from));
  return [
    nearest &&
      html`<dt>${t('staff:talk.nearest')}</dt><dd><q>${nearest.phrase}</q> (${topic(nearest.topic)}, ${percent(nearest.similarity)})</dd>`,
    weighty.length > 0 &&
      html`<dt>${t('staff:talk.words')}</dt><dd>${weighty
        .map(
          ({ text, weight }) => `${text} ${weight > 0 ? '+' : ''}${number(Math.round(weight * 100) / 100)}`,
        )
        .join(', ')}</dd>`,
    repairs.length > 0 &&
      html`<dt>${t('staff:talk.repairs')}</dt><dd>${repairs.map(({ from, to }) => `${from} → ${to}`).join(', ')}</dd>`,
  ];
}
