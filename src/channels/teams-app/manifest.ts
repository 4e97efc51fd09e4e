import type { I18n } from '../../i18n.ts';
import { LOCALES, type Locale } from '../../locale.ts';

/** The schema that the package follows: old enough for every tenant, new enough for all that it uses. */
export const MANIFEST_VERSION = '1.19';
const SCHEMAS = `https://developer.microsoft.com/en-us/json-schemas/teams/v${MANIFEST_VERSION}`;

/** What only the organisation knows. */
export interface TeamsAppSettings {
  /** The app registration of the bot; the package takes it as its own id too. */
  appId: string;
  /** The version of this package; Teams takes an update only under a higher one. */
  version: string;
  developer: string;
  websiteUrl: string;
  privacyUrl: string;
  termsOfUseUrl: string;
}

/** The files of a Teams app package: the manifest in French, the organisation's language, and the other languages. */
export function teamsApp(settings: TeamsAppSettings, i18n: I18n): Record<string, object> {
  const [first, ...others] = LOCALES;
  return {
    'manifest.json': manifest(settings, i18n, first, others),
    ...Object.fromEntries(others.map((locale) => [`${locale}.json`, localisation(i18n, locale)])),
  };
}

function manifest(settings: TeamsAppSettings, i18n: I18n, first: Locale, others: readonly Locale[]) {
  const { appId, version, developer, websiteUrl, privacyUrl, termsOfUseUrl } = settings;
  const t = i18n[first];
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id: appId,
    developer: { name: developer, websiteUrl, privacyUrl, termsOfUseUrl },
    localizationInfo: {
      defaultLanguageTag: first,
      additionalLanguages: others.map((locale) => ({ languageTag: locale, file: `${locale}.json` })),
    },
    name: { short: t('teams:name.short'), full: t('teams:name.full') },
    description: { short: t('teams:description.short'), full: t('teams:description.full') },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1D5C58',
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        supportsFiles: false,
        // No prompt starters: the bot welcomes with buttons of its own, and one beginning is enough.
      },
    ],
    defaultInstallScope: 'personal',
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(websiteUrl).host],
  };
}

const localisation = (i18n: I18n, locale: Locale) => ({
  $schema: `${SCHEMAS}/MicrosoftTeams.Localization.schema.json`,
  'name.short': i18n[locale]('teams:name.short'),
  'name.full': i18n[locale]('teams:name.full'),
  'description.short': i18n[locale]('teams:description.short'),
  'description.full': i18n[locale]('teams:description.full'),
});
