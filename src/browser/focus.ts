import { isHidden, listen } from './page';

/** The page is visible, and it or a frame in it has the focus. */
export const inFocus = (): boolean => !isHidden() && document.hasFocus();

/** Calls back when that may have changed; returns what stops it. */
export const onFocusChange = (callback: () => void): (() => void) =>
  listen({ focus: callback, blur: callback, visibilitychange: callback }, false);
