import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TeamsAppSettings, teamsApp } from '../channels/teams-app/manifest.ts';
import { problemsOf } from '../channels/teams-app/schema.ts';
import { zip } from '../channels/teams-app/zip.ts';
import { readConfig } from '../config.ts';
import { createI18n } from '../i18n.ts';
import { writeOutput } from './output-file.ts';
import { type Cli, EXIT, main, UnusableInput } from './run-command.ts';

interface Options {
  out: string;
  website?: string;
  privacy?: string;
  terms?: string;
  developer: string;
  json?: boolean;
}

const ICONS = ['color.png', 'outline.png'];
const ICONS_DIR = path.resolve(import.meta.dirname, '../channels/teams-app');

export function teamsCommand({ program, print, exit }: Cli): void {
  program
    .name('npm run teams --')
    .description('Builds the package that adds the assistant to Microsoft Teams, in three languages.')
    .option('--out <file>', 'where to write it', 'passerelle.zip')
    .option('--website <url>', 'page about the assistant (default: PUBLIC_URL)')
    .option('--privacy <url>', 'privacy notice (default: the website)')
    .option('--terms <url>', 'terms of use (default: the website)')
    .option('--developer <name>', 'who publishes it', 'CECI')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const config = readConfig();
      const files = teamsApp(settingsOf(config, options), await createI18n(config.localesDir));
      const problems = problemsOf(files);
      if (problems.length === 0) await writeOutput(options.out, () => writeFile(options.out, packed(files)));
      else exit(EXIT.finding);
      const names = [...Object.keys(files), ...ICONS];
      if (options.json) print(`${JSON.stringify({ out: options.out, files: names, problems }, null, 2)}\n`);
      else if (problems.length > 0) print(`${problems.join('\n')}\n`);
      else
        print(
          `${options.out}: ${names.join(', ')}. Upload it in Teams: Apps, Manage your apps, Upload an app.\n`,
        );
    });
}

function settingsOf(
  { botFramework, publicUrl, root }: ReturnType<typeof readConfig>,
  options: Options,
): TeamsAppSettings {
  const { appId } = botFramework;
  const website = options.website ?? publicUrl;
  if (!appId)
    throw new UnusableInput(
      'TEAMS',
      'The setting MICROSOFT_APP_ID is missing.',
      'Set it to the application id of the Azure bot.',
    );
  if (!website)
    throw new UnusableInput(
      'TEAMS',
      'The setting PUBLIC_URL is missing.',
      'Set it to the address visitors use, or give --website.',
    );
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return {
    appId,
    version,
    developer: options.developer,
    websiteUrl: secure('--website or PUBLIC_URL', website),
    privacyUrl: secure('--privacy', options.privacy ?? website),
    termsOfUseUrl: secure('--terms', options.terms ?? website),
  };
}

/** Teams refuses pages without TLS, though its schema lets them pass. */
function secure(name: string, address: string): string {
  if (URL.canParse(address) && new URL(address).protocol === 'https:') return address;
  throw new UnusableInput(
    'TEAMS',
    `The address in ${name} is none that Teams takes.`,
    'Give one that begins with https://.',
  );
}

const packed = (files: Record<string, object>): Buffer =>
  zip({
    ...Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, Buffer.from(JSON.stringify(content, null, 2))]),
    ),
    ...Object.fromEntries(ICONS.map((name) => [name, readFileSync(path.join(ICONS_DIR, name))])),
  });

if (import.meta.main) await main(teamsCommand);
