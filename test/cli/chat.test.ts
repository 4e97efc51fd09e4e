import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { chatCommand } from '../../src/cli/chat.ts';
import { showReply } from '../../src/cli/chat-screen.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { serveFile } from '../directline/served.ts';

const here = serveFile();

/** Types the lines, and gives what the terminal shows and the exit code. */
async function chat(typed: string[], ...options: string[]) {
  let [out, err] = ['', ''];
  const code = await runCommand(chatCommand(Readable.from(typed.map((line) => `${line}\n`))), options, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

describe('npm run chat', () => {
  test('greets in the language asked for, and answers each line', async () => {
    const { code, out, err } = await chat(['bonjour', '', 'merci'], '--locale', 'es', '--url', here.url);
    expect(out.trim().split(/\n+/)).toEqual(['Hello (es)', 'You said: bonjour', 'You said: merci']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('prints the activities of the bot as JSON lines', async () => {
    const { out } = await chat(['hi'], '--json', '--url', here.url);
    const activities = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(activities).toMatchObject([
      { text: 'Hello (fr)' },
      { text: 'You said: hi', from: { role: 'bot' } },
    ]);
  });

  test('says what to do when no assistant runs there', async () => {
    const { code, err } = await chat([], '--url', 'http://localhost:1');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'No assistant answers at http://localhost:1. Start it with: npm start\n',
    });
  });

  test.each([[['--locale', 'de']], [['--url', 'nowhere']], [['--loud']]])(
    'refuses %j as misuse',
    async (options) => {
      expect(await chat([], ...options)).toMatchObject({ code: 2 });
    },
  );
});

describe('a reply on a terminal', () => {
  test('shows cards as blocks, links with their address, and what can be answered by number', () => {
    const shown = showReply({
      type: 'message',
      text: 'Two mandates fit.',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.hero',
          content: {
            title: 'Advisor',
            subtitle: 'Nepal',
            buttons: [
              { type: 'openUrl', title: 'Read', value: 'https://example.org/1' },
              { type: 'imBack', title: 'Why this one?', value: 'Why this one?' },
            ],
          },
        },
        { contentType: 'image/png', name: 'map.png', contentUrl: 'x' },
      ],
      suggestedActions: { actions: [{ type: 'imBack', title: 'More', value: 'More' }] },
    });
    expect(shown.text).toBe(
      [
        'Two mandates fit.',
        '  | Advisor\n  | Nepal\n  | Read: https://example.org/1',
        '[map.png]',
        '  1. Why this one?\n  2. More',
      ].join('\n\n'),
    );
    expect(shown.choices).toEqual(['Why this one?', 'More']);
  });

  test('goes on with the numbers of the message before', () => {
    const actions = [{ type: 'imBack', title: 'Yes', value: 'Yes' }];
    expect(showReply({ type: 'message', suggestedActions: { actions } }, 3).text).toBe('  4. Yes');
  });
});
