import type { AdDetails, AdSignal, Clock, EventType, Extra, Reading, SignalType } from './model';
import { left, prepare, restored } from './session/leaving';
import type { Description, ViewingPorts } from './session/ports';
import { closeSession, restart } from './session/session';
import { ad, beginViewing, due, dueAt, end, signal, started, tell, wraps, type Viewing } from './session/viewing';

export interface TrackerPorts extends ViewingPorts {
  readonly clock: Clock;
  /** What the player shows now. */
  read(): Reading;
  /** What a viewing's `sessionStart` tells; asked once per viewing. */
  describe(): Description;
  /** Nobody sees the page: it may be left at any moment. */
  hidden(): boolean;
  /** The player was taken up: what it is in the middle of wants to be told. */
  attached(): void;
}

/** Signals in, events out: knows where one viewing ends and the next begins, and asks the clock to be woken. */
export interface Tracker {
  /** Takes up a player that may be playing already. */
  attach(): void;
  signal(type: SignalType, r: Reading): void;
  /** Begins a viewing at once if there is an item, after ending an open one. */
  start(): void;
  /** Ends the viewing at its last content position, as if the viewer had left. */
  end(): void;
  /** Tells an event of the open viewing; false if there is none, its session is over, or it would end what has not begun. */
  add(type: EventType, extra?: Extra): boolean;
  /** A break or an ad begins or ends; false if it cannot. A break before the content begins the viewing. */
  ad(type: AdSignal, details?: AdDetails): boolean;
  /** Stops without a word about what is open (consent out), or takes the player up anew. */
  turn(on: boolean): void;
  /** The queue has opened another session in the place of the viewing's. */
  replaced(): void;
  /** There is a viewing. */
  readonly open: boolean;
  /** The page becomes hidden, or (`last`) is about to be left: what would be sent then is made ready. */
  prepare(last?: boolean): void;
  /** Nothing is made ready, or it is not the whole. */
  readonly unprepared: boolean;
  /** The page was left. */
  left(): void;
  /** It is back. */
  restored(): void;
}

/**
 * A timer that is set this much early, in ms, is left as it is until it is as close: so while playback goes on, every
 * third `timeupdate` sets the look for a stall anew, and it never runs for nothing.
 */
const EARLY_WAKE_MS = 500;

/** Whether a signal ends a viewing; true where its content was seen to the end. */
function endsBy(v: Viewing, type: SignalType, r: Reading): boolean | undefined {
  if (type === 'contentended' || (type === 'ended' && v._inBreak)) v._contentEnded = r.at;
  else if (type === 'ended' || (type === 'seeking' && wraps(v, r))) return true;
  else if (
    type === 'playerreset' ||
    // Where nothing of what failed was loaded, `error` is all that says that the last item is gone.
    // An ad in the content's own element shows no item.
    (r.source && v._source !== r.source && /^(play|load|error)/.test(type)) ||
    // The same item loaded again, before its first frame or after an error, is the same viewing.
    (type === 'loadstart' && started(v) && !v._failedAt)
  )
    return false;
  return undefined;
}

// eslint-disable-next-line max-lines-per-function -- as long as all that shares its state; none of its parts is
export function createTracker(ports: TrackerPorts): Tracker {
  const { clock } = ports;
  /** The one that is open. */
  let viewing: Viewing | undefined;
  /** The one before was ended by the integrator: there is none before the viewer's next intent. */
  let ended = false;
  let off = false;
  /** From `emptied` to `loadstart` the player shows nothing, and video.js still tells the last item's duration. */
  let unloaded: boolean | undefined;
  /** What was loaded last, as readings name it. From `src()` to `emptied` only the source is the next item's. */
  let loaded = '';
  let cancelTimer: (() => void) | undefined;
  /** When the timer wakes, ms since the epoch. */
  let wakesAt = Infinity;

  /** One timer for all that may become due; none when nothing does. */
  function awaitNext(): void {
    const now = clock.now();
    if (viewing && ports.hidden()) prepare(viewing, now);
    const at = viewing ? dueAt(viewing) : Infinity;
    if (at >= wakesAt && wakesAt >= Math.max(at - EARLY_WAKE_MS, now + EARLY_WAKE_MS)) return;
    cancelTimer?.();
    wakesAt = at;
    const wake = (): void => {
      wakesAt = Infinity;
      run(due);
    };
    cancelTimer = at < Infinity ? clock.timer(at - now, wake) : undefined;
  }

  /** Applies a rule to the viewing that is open. */
  function run<T>(rule: (v: Viewing, r: Reading) => T, reading?: Reading): T | undefined {
    let answer: T | undefined;
    if (viewing) {
      // Only now: without a viewing the player may be gone.
      const r = reading ?? ports.read();
      viewing._elsewhere = unloaded || viewing._source !== r.source;
      answer = rule(viewing, r);
    }
    awaitNext();
    return answer;
  }

  function begin(r: Reading): void {
    // Until it is loaded, the player is where the last one was.
    if (!off && !ended) viewing ??= beginViewing(unloaded ? { ...r, playhead: 0 } : r, ports.describe(), ports);
  }

  /** Of the next item only the source is known, from `src()` until it is loaded. */
  function expect({ source }: Reading): void {
    if (loaded && source && loaded !== source) unloaded = true;
  }

  function finish(r?: Reading, complete?: boolean): void {
    if (viewing) end(viewing, r ?? ports.read(), complete);
    viewing = undefined;
  }

  function hear(type: SignalType, r: Reading): void {
    if (/loadstart|playing/.test(type)) {
      loaded = r.source;
      unloaded = false;
    }
    unloaded ||= type === 'emptied';
    if (type === 'loadstart' || type === 'play') ended = false;
    const complete = viewing && endsBy(viewing, type, r);
    if (complete !== undefined) finish(r, complete);
    if ((complete && type === 'seeking') || (type === 'play' && r.source) || type === 'playing') begin(r);
    run((v) => signal(v, type, r), r);
  }

  function attach(): void {
    const r = ports.read();
    loaded ||= r.source;
    // Not the signal of an intent: when that was is not known.
    if (!r.paused && !r.ended && r.source) {
      ended = false;
      begin(r);
    }
    hear('timeupdate', r);
    ports.attached();
  }

  return {
    attach,
    signal: hear,
    start() {
      const before = viewing;
      const r = ports.read();
      finish(r);
      ended = false;
      expect(r);
      // An ad in the content's own element says nothing of the content.
      if (before && !r.source) {
        begin({ ...r, source: before._source, playhead: before._playhead });
        if (viewing) viewing._playhead = before._playhead;
      } else if (r.source || !(r.paused || r.seeking)) begin(r);
      attach();
    },
    end() {
      finish();
      ended = true;
      awaitNext();
    },
    add: (type, extra) => !!run((v, r) => tell(v, type, r, extra)),
    ad(type, details = {}) {
      const r = ports.read();
      if (type === 'adBreakStart' && r.source) {
        expect(r);
        if (viewing?._source !== r.source) finish(r);
        if (unloaded || !r.ended) begin(r);
      }
      const possible = !!run((v) => ad(v, type, r, details), r);
      // Not every browser says `ended` after a post-roll that played in the content's own element.
      if (viewing?._contentEnded && !viewing._inBreak && type === 'adBreakComplete') finish(r);
      awaitNext();
      return possible;
    },
    turn(on) {
      if (off !== on) return;
      off = !on;
      if (viewing) closeSession(viewing);
      viewing = undefined;
      if (on) attach();
      awaitNext();
    },
    replaced() {
      if (viewing) restart(viewing);
    },
    prepare(last) {
      if (viewing) prepare(viewing, clock.now(), last);
    },
    get open() {
      return !!viewing;
    },
    get unprepared() {
      return !ports.hidden() || !!viewing?._held;
    },
    left: () => run(left),
    restored: () => run(restored),
  };
}
