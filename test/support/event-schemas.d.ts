// The demo's collection server is JavaScript; this is what tests use of it.
declare module '*/event-schemas.mjs' {
  export const eventTypes: readonly string[];
  export const eventSchemas: ReadonlyMap<string, object>;
}
