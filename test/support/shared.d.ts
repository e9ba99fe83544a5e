// Browser tests run it as it is; unit tests bundle it.
declare module '*/order.mjs' {
  interface Sent {
    readonly body: unknown;
    readonly status: number | null;
    readonly seq: number;
    readonly receivedAt: number;
  }
  /** What is wrong with the order in which a session's events happened. */
  export function disorder(entries: readonly Sent[]): string[];
}

declare module '*/readme.mjs' {
  interface Snippet {
    readonly language: string;
    readonly code: string;
  }
  export function snippets(markdown: string): Snippet[];
  export function snippet(markdown: string, begin: string): string;
}
