/** A footbridge over its own reflection, in the colours of the widget. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1d5c58"/><path d="M5 19.5h22M7 19.5c2.5-6.7 15.5-6.7 18 0M11 19.500v-4.200M16 19.500v-5M21 19.500v-4.2" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/><path d="M9 24c2-1 4 1 7 0s5-1 7 0" fill="none" stroke="#f0b46a" stroke-width="2" stroke-linecap="round"/></svg>
`;
