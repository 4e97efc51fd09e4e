import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Command } from 'commander';
import { findContentProblems } from './content-problems.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface Finding {
  check: string;
  ok: boolean;
  output: string;
}

/** Runs a tool of the project and keeps what it says. */
function tool(check: string, name: string, args: string[]): Finding {
  const run = spawnSync(path.join(root, 'node_modules', '.bin', name), args, { cwd: root, encoding: 'utf8' });
  return { check, ok: run.status === 0, output: `${run.stdout ?? ''}${run.stderr ?? ''}`.trim() };
}

async function content(): Promise<Finding> {
  const problems = await findContentProblems(root);
  return { check: 'content', ok: problems.length === 0, output: problems.join('\n') };
}

const program = new Command('check')
  .description('Checks format and lint, types, and content (texts, knowledge, phrases, mandates).')
  .option('--json', 'print the findings as JSON')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

const findings = [
  tool('format and lint', 'biome', ['ci', '--colors=off', '.']),
  tool('types', 'tsc', ['-p', 'tsconfig.json', '--pretty', 'false']),
  await content(),
];
if (program.opts<{ json?: boolean }>().json) console.log(JSON.stringify(findings));
else
  for (const { check, ok, output } of findings) {
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${check}`);
    if (!ok) console.log(output);
  }
process.exit(findings.every(({ ok }) => ok) ? 0 : 1);
