/** The last one bubbles up from the document. */
const EVENTS = ['focus', 'blur', 'visibilitychange'];

/** The page is visible, and it or a frame in it has the focus. */
export const inFocus = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Calls back when that may have changed; returns what stops it. */
export function onFocusChange(callback: () => void): () => void {
  for (const type of EVENTS) addEventListener(type, callback);
  return () => {
    for (const type of EVENTS) removeEventListener(type, callback);
  };
}
