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

/** Nobody sees the page. */
export const isHidden = (): boolean => document.visibilityState === 'hidden';

/**
 * Listens to the window, by which the document's own events come, too; returns what stops it.
 * @param first before all others: a page that is closed has only moments
 */
export function listen(types: string, first: boolean, listener: (event: Event) => void): () => void {
  const each = (change: (type: string, listener: (event: Event) => void, first: boolean) => void): void => {
    for (const type of types.split(' ')) change(type, listener, first);
  };
  each(addEventListener);
  return () => {
    each(removeEventListener);
  };
}

/** Tells of the page's life until what is returned stops it. Nothing listens to `unload`. */
export const onPageLife = (life: PageLife): (() => void) =>
  listen('visibilitychange pagehide pageshow online storage', true, (event) => {
    switch (event.type) {
      case 'visibilitychange':
        if (isHidden()) life.hidden();
        else life.wake(false);
        break;
      case 'pagehide':
        life.left();
        break;
      case 'pageshow':
        if ((event as PageTransitionEvent).persisted) life.restored();
        break;
      case 'online':
        life.wake(true);
        break;
      default: {
        const { key, newValue } = event as StorageEvent;
        life.stored(key, newValue);
      }
    }
  });
