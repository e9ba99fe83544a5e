declare module '*/event-schemas.mjs' {
  export const eventTypes: readonly string[];
  export const eventSchemas: ReadonlyMap<string, object>;
}

// The rules of bodies and of their order are the collection server's own, bundled as they are, so that browser and server say the same.
declare module '*/event-rules.mjs' {
  export const eventTypes: readonly string[];
  export const eventRules: ReadonlyMap<string, object>;
}

declare module '*/sequence-warnings.mjs' {
  export interface Order {
    /** What a playhead must be below, in seconds. */
    limit: number;
  }
  export function isPlayback(eventType: string): boolean;
  export function turnOf(event: { eventType: string }): [thing: string, starts: boolean];
  export function beginOrder(start: { params: Readonly<Record<string, unknown>> }): Order;
  export function nextInOrder(order: Order, event: unknown): string[];
}

declare module '*.css' {
  const text: string;
  export { text };
}
