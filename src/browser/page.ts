/** Calls back when a request that failed is worth trying sooner; returns what stops that. */
export function onWorthRetrying(callback: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === 'visible') callback();
  };
  addEventListener('online', callback);
  document.addEventListener('visibilitychange', visible);
  return () => {
    removeEventListener('online', callback);
    document.removeEventListener('visibilitychange', visible);
  };
}
