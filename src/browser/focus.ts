/** The page is visible, and it or a frame in it has the focus. */
export const inFocus = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Calls back when that may have changed; returns what stops it. */
export function onFocusChange(callback: () => void): () => void {
  addEventListener('focus', callback);
  addEventListener('blur', callback);
  document.addEventListener('visibilitychange', callback);
  return () => {
    removeEventListener('focus', callback);
    removeEventListener('blur', callback);
    document.removeEventListener('visibilitychange', callback);
  };
}
