import { LEVELS, type Level } from '../profile.ts';
import type { LanguagesRule } from './rules.ts';
import type { Assessment } from './verdict.ts';

/** One of the programme's languages is enough; the best known one decides. An empty answer is no answer. */
export const assessLanguages: Assessment<LanguagesRule> = (rule, { languages = {} }) => {
  const { anyOf } = rule;
  const need = rule.yes.from;
  if (Object.keys(languages).length === 0)
    return { outcome: 'unknown', reason: { code: 'language-unknown', anyOf } };
  const [best] = anyOf
    .flatMap((language) => (languages[language] ? [{ language, level: languages[language] }] : []))
    .sort((a, b) => rank(b.level) - rank(a.level));
  if (!best || rank(best.level) < rank(rule.toConfirm.from))
    return {
      outcome: 'no',
      reason: { code: 'language-missing', anyOf, need },
      change: { code: 'learn-language', anyOf, to: need },
    };
  return rank(best.level) >= rank(need)
    ? { outcome: 'yes', reason: { code: 'language-sufficient', ...best, need } }
    : {
        outcome: 'to-confirm',
        reason: { code: 'language-basic', ...best, need },
        change: { code: 'improve-language', language: best.language, from: best.level, to: need },
      };
};

const rank = (level: Level) => LEVELS.indexOf(level);
