import type { MediaEvent, Params, Warn } from '../model';
import type { Stamp } from './stamps';

/** Where a session's events go: the gated queue, seen from here. */
export interface Outlet {
  /** The `sessionStart` with all the backend requires: the Sessions request may go out. */
  open(start: MediaEvent): void;
  add(event: MediaEvent): void;
  /** Nothing more will be added. */
  close(): void;
  /** The backend will take the session as closed: what is added next needs another. */
  renew(): void;
  /** What to close with if the page should be left. */
  prepare(events: readonly MediaEvent[]): void;
  /** Takes those back; false if something of them was sent. */
  retract(events: readonly MediaEvent[]): boolean;
  /** It cannot be reported: counted, with the reason why. */
  drop(reason: string): void;
}

/** What is told of the viewing at its start, resolved from options, callbacks and the player. */
export interface Details {
  /** Nested as the options: `analytics`, `visitor`, `appInstallationId`, `media`. */
  readonly params: Params & { readonly media: Params };
  readonly customMetadata?: Readonly<Record<string, string>>;
}

/** What a viewing is about: what is known at once, and all of it. */
export interface Description {
  readonly known: Details;
  readonly details: Promise<Details>;
}

/** What a viewing needs of the other stages. */
export interface ViewingPorts {
  /** A new session, known by its frozen but not yet described `sessionStart`. */
  outlet(start: MediaEvent): Outlet;
  warn: Warn;
  /** One for all viewings of a player. */
  readonly stamp: Stamp;
  /** Between pings in content, ms. */
  mainPingMs(): number;
  /** Between pings in ads, ms. */
  adPingMs(): number;
}
