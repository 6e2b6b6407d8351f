/**
 * Draws, and puts the focus on the part of the view around it when the control that had it is gone: nobody who works by
 * keyboard is thrown back to the top.
 */
export function keepingFocus(page: Document, draw: () => void): void {
  const focused = page.activeElement;
  const around = ancestors(focused).filter((element) => element.hasAttribute('data-takes-focus'));
  draw();
  if (focused === null || focused.isConnected) return;
  const [nearest] = around.filter((element) => element.isConnected);
  if (nearest instanceof HTMLElement) nearest.focus({preventScroll: true});
  else focusPanel(page);
}

/** What the chosen view shows, from its beginning. */
export function focusPanel(page: Document): void {
  const panel = page.getElementById('panel');
  panel?.scrollTo(0, 0);
  panel?.focus();
}

function ancestors(element: Element | null): readonly Element[] {
  return element === null ? [] : [element, ...ancestors(element.parentElement)];
}
