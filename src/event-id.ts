let last = 0;

/** An id for a new event, unique within the page. */
export const nextEventId = (): number => ++last;
