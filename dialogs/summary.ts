import { Profile } from '../src/profile.ts';
import { FIELDS, isKnown } from './memory.ts';
import type { Talk } from './talk.ts';
import { currentVerdict, shownOutcome } from './verdict.ts';
import { fieldBesideName } from './wording.ts';

/** A text to copy or share, and a link that opens the assistant again with the same answers. Nothing personal. */
export async function summarise(talk: Talk): Promise<void> {
  const { memory, t, services } = talk;
  const known = FIELDS.filter((field) => isKnown(memory, field));
  if (known.length === 0) {
    await talk.say({
      text: t('eligibility:summary.empty'),
      choices: ['topic/eligibility', 'topic/find-mandate'],
      means: { yes: 'topic/eligibility' },
    });
    return;
  }
  const lines = known.map((field) =>
    t('eligibility:line', { name: t(`profile:field.${field}`), value: fieldBesideName(talk, field) }),
  );
  const verdict = memory.verdictShown ? [t(`eligibility:summary.${shownOutcome(currentVerdict(talk))}`)] : [];
  const link = `${services.links.assistant}?${new URLSearchParams({ locale: memory.locale, profile: packProfile(memory.profile) })}`;
  await talk.say({
    text: [
      t('eligibility:summary.title'),
      ...lines,
      ...verdict,
      t('eligibility:summary.link', { link }),
    ].join('\n'),
    choices: ['topic/find-mandate', 'topic/human'],
    topic: 'summary',
  });
}

/** The answers without the visitor's own words: what somebody typed freely may say who they are. */
const packProfile = ({ skills: _own, ...answers }: Profile): string =>
  Buffer.from(JSON.stringify(answers)).toString('base64url');

/** The answers of a shared link; nothing when it was cut or tampered with. */
export function unpackProfile(packed: unknown): Profile | undefined {
  if (typeof packed !== 'string' || packed.length > 2_000) return undefined;
  try {
    const { skills: _own, ...answers } = Profile.parse(
      JSON.parse(Buffer.from(packed, 'base64url').toString('utf8')),
    );
    return answers;
  } catch {
    return undefined;
  }
}
