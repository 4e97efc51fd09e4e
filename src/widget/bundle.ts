import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { inEachLocale } from '../locale.ts';
import { readTexts } from './texts.ts';

/** What browsers load, by the name under which it is served. */
export interface Bundle {
  /** The script that sites put in their pages; everything else is loaded from it, when needed. */
  loader: string;
  /** Files whose names carry a hash of their content, so that they can be cached for ever. */
  files: Map<string, string>;
  /** Name of the style sheet of our own pages, one of `files`. */
  pageStyle: string;
}

const here = import.meta.dirname;
const OPTIONS = { bundle: true, minify: true, write: false, target: 'es2022', charset: 'utf8' } as const;

/**
 * Bundles what runs in the visitor's browser, in memory: there is no build step and nothing that can be out of date.
 * Texts are taken from `locales`, so that the browser asks for none.
 */
export async function bundleWidget(localesDir: string): Promise<Bundle> {
  const { build, stop } = await import('esbuild');
  const texts = readTexts(localesDir);
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    entryPoints: { panel: path.join(here, 'panel/panel.ts'), page: path.join(here, 'pages/page.css') },
    outdir: here,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    format: 'esm',
    splitting: true,
    metafile: true,
    define: { PANEL_TEXTS: JSON.stringify(JSON.stringify(inEachLocale((locale) => texts[locale].panel))) },
    plugins: [styleSheets],
  });
  const files = new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
  const entry = (source: string) =>
    path.basename(
      Object.keys(metafile.outputs).find((file) => metafile.outputs[file]?.entryPoint?.endsWith(source)) ??
        '',
    );
  const loader = await build({
    ...OPTIONS,
    entryPoints: [path.join(here, 'loader/loader.ts')],
    format: 'iife',
    define: {
      PANEL: JSON.stringify(`widget/${entry('panel.ts')}`),
      BUBBLE_TEXTS: JSON.stringify(inEachLocale((locale) => texts[locale].bubble)),
    },
    plugins: [styleSheets],
  });
  await stop();
  return { loader: loader.outputFiles[0]?.text ?? '', files, pageStyle: entry('page.css') };
}

/** A style sheet that a script imports comes as its minified text; the page's own stays a style sheet. */
const styleSheets: Plugin = {
  name: 'style-sheets',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /(panel|loader)[\\/][a-z-]+\.css$/ }, async ({ path: file }) => {
      const css = await readFile(file, 'utf8');
      const { code } = await esbuild.transform(css, { loader: 'css', minify: true, charset: 'utf8' });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};
