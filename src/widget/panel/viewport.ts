/**
 * Keeps the panel above the keyboard of a phone, which covers pages without making them smaller. A visitor who has
 * zoomed in sees a part of the page; that is no reason to shrink it.
 */
export function fitToWhatIsSeen(panel: HTMLElement): void {
  const seen = window.visualViewport;
  seen?.addEventListener('resize', () => {
    if (seen.scale > 1.01) return;
    panel.style.setProperty('--seen-height', `${seen.height}px`);
    panel.style.setProperty('--seen-top', `${seen.offsetTop}px`);
  });
}
