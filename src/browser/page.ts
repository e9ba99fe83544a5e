/** What a page lives through, as far as delivery is concerned. */
export interface PageLife {
  /** It is no longer seen, and may never be again; or (`last`) it is left, and may come back (`restored`). */
  left(last: boolean): void;
  /** It is back from the browser's back/forward cache. */
  restored(): void;
  /** What failed is worth trying sooner: it is seen again, or the network is back (`online`). */
  wake(online: boolean): void;
  /** Another page of the site has written to the storage. */
  stored(key: string | null): void;
}

/** Nobody sees the page. */
export const isHidden = (): boolean => document.visibilityState === 'hidden';

type EventMap = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'>;
type Listeners = { readonly [T in keyof EventMap]?: (event: EventMap[T]) => void };

/**
 * Listens to the window, by which the document's own events come, too; returns what stops it.
 * @param first before all others: a page that is closed has only moments
 */
export function listen(listeners: Listeners, first: boolean): () => void {
  const each = (change: typeof addEventListener): void => {
    for (const [type, listener] of Object.entries(listeners)) change(type, listener as EventListener, first);
  };
  each(addEventListener);
  return () => {
    each(removeEventListener);
  };
}

/** Tells of the page's life until what is returned stops it. Nothing listens to `unload`. */
export const onPageLife = (life: PageLife): (() => void) =>
  listen(
    {
      visibilitychange: () => (isHidden() ? life.left(false) : life.wake(false)),
      pagehide: () => life.left(true),
      pageshow: ({ persisted }) => {
        if (persisted) life.restored();
      },
      online: () => life.wake(true),
      storage: ({ key }) => life.stored(key),
    },
    true,
  );
