/**
 * The neutral data that flows through the stages: player → session → queue → api → transport.
 * Plain values only, so that every stage can be tested by handing it some.
 */

/** Event types of the Media Collection API (its section "Event types"); the spelling is the wire's. */
export type EventType =
  | 'sessionStart'
  | 'play'
  | 'ping'
  | 'pauseStart'
  | 'bufferStart'
  | 'bitrateChange'
  | 'error'
  | 'sessionComplete'
  | 'sessionEnd'
  | 'adBreakStart'
  | 'adBreakComplete'
  | 'adStart'
  | 'adComplete'
  | 'adSkip'
  | 'chapterStart'
  | 'chapterComplete'
  | 'chapterSkip'
  | 'stateStart'
  | 'stateEnd';

/** A parameter's value; nesting stands for the dots of the API's names (`{ media: { id } }` is `media.id`). */
export type ParamValue = string | number | boolean | undefined | Params;

/** Parameters of an event, nested as the public options are. */
export interface Params {
  readonly [name: string]: ParamValue;
}

/** One event as it happened. Frozen at creation: what is sent later, however late, is this. */
export interface MediaEvent {
  /** Unique within the page; for logs and for matching, never sent. */
  readonly id: number;
  /** What happened. */
  readonly type: EventType;
  /** Content position in seconds; for live, the second of the UTC day. */
  readonly playhead: number;
  /** When it happened: milliseconds since the Unix epoch, UTC; strictly increasing within a session. */
  readonly ts: number;
  /** What it is about, by the API's names; a dot is nesting. */
  readonly params?: Params | undefined;
  /** Quality of experience values, by their API names without the `media.qoe.` prefix. */
  readonly qoe?: Params;
  /** The integrator's own. */
  readonly customMetadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * What a session is in the middle of, as far as its events tell. Needed whole to open another session
 * that goes on where this one stopped (API section "Session life").
 */
export interface Context {
  readonly playback?: EventType | undefined;
  readonly chapter?: MediaEvent | undefined;
  readonly adBreak?: MediaEvent | undefined;
  readonly ad?: MediaEvent | undefined;
  /** Names of the player states that are on. */
  readonly states: readonly string[];
}

/** An event to be made anew in a session that takes over from another. */
export type Again = Pick<MediaEvent, 'type' | 'params' | 'customMetadata'>;

/** What an event tells beside when and where it happened. */
export type Extra = Partial<Pick<MediaEvent, 'params' | 'qoe' | 'customMetadata'>>;

/** When something happens, and where the content stands then. */
export interface Moment {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Content position in seconds. */
  readonly playhead: number;
}

/** What the player said; the names are video.js's own events. */
export type SignalType =
  | 'play'
  | 'playing'
  | 'pause'
  | 'seeking'
  | 'seeked'
  | 'waiting'
  | 'timeupdate'
  | 'durationchange'
  | 'ended'
  | 'emptied'
  | 'loadstart'
  | 'playerreset'
  | 'error'
  // The content's end was reached; the player says `ended` only after the ads that follow.
  | 'contentended'
  // These only say that a state of the player may have changed.
  | 'volumechange'
  | 'texttrackchange'
  | 'fullscreenchange'
  | 'enterpictureinpicture'
  | 'leavepictureinpicture'
  // Not of the player: the page's focus may have changed, or the integrator said something.
  | 'change';

/** What happens to ads and the breaks they come in, by the event that tells it. */
export type AdSignal = 'adBreakStart' | 'adBreakComplete' | 'adStart' | 'adComplete' | 'adSkip';

/** What is known of a break or an ad. */
export interface AdDetails {
  /** `media.ad.*` of the ad and of its break. */
  readonly info?: Params | undefined;
  readonly customMetadata?: Readonly<Record<string, string>> | undefined;
  /** The integrator says so: an ad that is still open is skipped. Else it was seen if its time was over. */
  readonly byHand?: boolean;
  /** Nothing of the break will be told: for the content it is a pause. */
  readonly hidden?: boolean;
}

/** A chapter as the player's track or the integrator names it; positions in seconds of the media element. */
export interface Chapter {
  readonly start: number;
  readonly end: number;
  readonly title?: string | undefined;
  readonly customMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Quality of experience (API section "Parameters", `qoeData`); integers, left out while unknown. */
export interface Quality {
  /** Bits per second of what is on screen. */
  readonly bitrate?: number;
  /** Frames dropped so far. */
  readonly droppedFrames?: number;
  readonly framesPerSecond?: number;
  /** From the intent to play to the first frame, ms. */
  readonly timeToStart?: number;
}

/** What the player shows at one moment. */
export interface Reading extends Moment {
  /** Identity of the loaded item, empty if there is none or an ad took its place; stays the same while video.js falls back to another source of the same item. */
  readonly source: string;
  /** The media element's own position in seconds, whatever is reported as playhead. */
  readonly mediaTime: number;
  /** Content length in seconds; Infinity for live; NaN or 0 while unknown. */
  readonly duration: number;
  readonly rate: number;
  readonly paused: boolean;
  /** Also on the way back to it from an ad. */
  readonly seeking: boolean;
  /** Ads that come first are still asked for: the content does not load meanwhile. */
  readonly awaitsAds: boolean;
  readonly ended: boolean;
  readonly loop: boolean;
  /** Names of the player states that are on. */
  readonly states: readonly string[];
  /** All chapters known by now, in any order. */
  readonly chapters: readonly Chapter[];
  readonly quality: Quality;
  /** Whether the time to start is to be told. */
  readonly timed: boolean;
}

/** Where time comes from. Injected, so that rules are tested on a fake one. */
export interface Clock {
  /** Milliseconds since the Unix epoch; never steps back. */
  now(): number;
  /** Calls back once after `delayMs`; returns what cancels it. */
  timer(delayMs: number, callback: () => void): () => void;
}

/** Consent to collect: as in Adobe's Web SDK. */
export type Consent = 'in' | 'out' | 'pending';

/** Tells the integrator something once, in words; never throws. */
export type Warn = (message: string) => void;
