/** A text with its `{{places}}` filled in. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (place, name) => String(values[name] ?? place));
