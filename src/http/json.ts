import { HttpError } from './http-error.ts';

/**
 * Parses JSON that a stranger sent. Refused: what is no JSON, what is nested deeper than `maxDepth` (printing it
 * would break the stack), and `__proto__` as a key. Strings lose NUL and lone surrogates, which a database
 * would refuse later; a cut emoji is no reason to refuse a message.
 * @throws {HttpError} 400
 */
export function parseJson(text: string, maxDepth: number): unknown {
  const root = { value: parse(text) };
  const open: { holder: Record<string, unknown>; depth: number }[] = [{ holder: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { holder, depth } = next;
    for (const key of Object.keys(holder)) {
      if (key === '__proto__' || key.includes('\0'))
        throw badJson('A property of the JSON has a name that is not allowed.');
      const value = holder[key];
      if (typeof value === 'string') holder[key] = mend(value);
      else if (typeof value === 'object' && value !== null) {
        if (depth === maxDepth) throw badJson(`The JSON is nested deeper than ${maxDepth} levels.`);
        open.push({ holder: value as Record<string, unknown>, depth: depth + 1 });
      }
    }
  }
  return root.value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badJson('The body is not JSON.');
  }
}

const mend = (text: string): string => text.replaceAll('\0', '').toWellFormed();

const badJson = (message: string) => new HttpError(400, 'BadJson', message);
