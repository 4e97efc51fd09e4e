const shade = (colour: string, subtle = 'var(--soft)') => ({ default: colour, subtle });

const FOREGROUND = {
  default: shade('var(--ink)'),
  dark: shade('var(--ink)'),
  light: shade('var(--soft)'),
  accent: shade('var(--accent-ink)', 'var(--accent-ink)'),
  good: shade('var(--accent-ink)', 'var(--accent-ink)'),
  warning: shade('var(--ink)'),
  attention: shade('var(--alarm)', 'var(--alarm)'),
};

const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors: FOREGROUND });

/** The panel's look in the words of Adaptive Cards. Colours are the panel's own, in either theme. */
export const HOST_CONFIG = {
  fontFamily: 'inherit',
  fontSizes: { small: 14, default: 15, medium: 17, large: 19, extraLarge: 22 },
  supportsInteractivity: true,
  spacing: { small: 4, default: 10, medium: 16, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  containerStyles: {
    default: style('transparent'),
    emphasis: style('var(--wash)'),
    accent: style('var(--wash)'),
    good: style('var(--wash)'),
    warning: style('var(--wash)'),
    attention: style('var(--wash)'),
  },
  actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
};
