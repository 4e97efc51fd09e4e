import { registerHooks } from 'node:module';

/** `--import` it, and the assistant that starts is the very same, but for its conversation store. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith('/transcripts/open-store.ts')
      ? next(new URL('./memory-store.ts', import.meta.url).href, context)
      : next(specifier, context),
});
