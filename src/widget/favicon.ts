/** A footbridge over the water, in the colours of the widget. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#1d5c58"/><g fill="none" stroke-width="2" stroke-linecap="round"><path d="M5 19h22M6 14q10-10 20 0M11 19v-8M16 19V9M21 19v-8" stroke="#fff"/><path d="M9 24q3.5-2.5 7 0t7 0" stroke="#f0b46a"/></g></svg>
`;
