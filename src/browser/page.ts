/** What a page lives through, as far as delivery is concerned. */
export interface PageLife {
  /** It is no longer seen, and may never be again. */
  hidden(): void;
  /** It is left. It may come back, though (`restored`). */
  left(): void;
  /** It is back from the browser's back/forward cache. */
  restored(): void;
  /** What failed is worth trying sooner: it is seen again, or the network is back (`online`). */
  wake(online: boolean): void;
  /** Another page of the site has written to the storage. */
  stored(key: string | null, value: string | null): void;
}

/**
 * The one place that listens to the page's life; returns what stops it. `hidden` and `left` call out
 * before all else, for a page that is closed has only moments. Nothing listens to `unload`.
 */
export function onPageLife(life: PageLife): () => void {
  const stops: (() => void)[] = [];
  const listen = (target: EventTarget, type: string, listener: (event: Event) => void): void => {
    target.addEventListener(type, listener, true);
    stops.push(() => {
      target.removeEventListener(type, listener, true);
    });
  };
  listen(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') life.hidden();
    else life.wake(false);
  });
  listen(window, 'pagehide', () => {
    life.left();
  });
  listen(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) life.restored();
  });
  listen(window, 'online', () => {
    life.wake(true);
  });
  listen(window, 'storage', (event) => {
    const { key, newValue } = event as StorageEvent;
    life.stored(key, newValue);
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** Nobody sees the page. */
export const isHidden = (): boolean => document.visibilityState === 'hidden';
