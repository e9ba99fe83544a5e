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
  /** Begins a viewing at once, after ending an open one. */
  start(): void;
  /** Ends the viewing at its last content position, as if the viewer had left. */
  end(): void;
  /** Tells an event of the open viewing; false if there is none, or none of what it would end. */
  add(type: EventType, extra?: Extra): boolean;
  /** A break or an ad begins or ends; false if it cannot. A break before the content begins the viewing. */
  ad(type: AdSignal, details?: AdDetails): boolean;
  /** Stops without a word about what is open (consent out), or takes the player up anew. */
  turn(on: boolean): void;
  /** The queue has opened another session in the place of the viewing's. */
  replaced(): void;
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

/** What there is to know beside the player. */
interface State {
  readonly _ports: TrackerPorts;
  /** The one that is open. */
  _viewing?: Viewing | undefined;
  /** Ended by the integrator: not begun again before the viewer's next intent. */
  _ended?: boolean;
  _off?: boolean;
  /** From `emptied` to `loadstart` the player shows nothing, and video.js still tells the last item's duration. */
  _unloaded?: boolean | undefined;
  _cancelTimer?: (() => void) | undefined;
  /** When the timer wakes, ms since the epoch. */
  _wakesAt: number;
}

/** One timer for all that may become due; none when nothing does. */
function awaitNext(t: State): void {
  const { _viewing, _wakesAt } = t;
  const { clock, hidden } = t._ports;
  const now = clock.now();
  if (_viewing && hidden()) prepare(_viewing, now);
  const at = _viewing ? dueAt(_viewing) : Infinity;
  if (at >= _wakesAt && _wakesAt >= Math.max(at - EARLY_WAKE_MS, now + EARLY_WAKE_MS)) return;
  t._cancelTimer?.();
  t._wakesAt = at;
  const wake = (): void => {
    t._wakesAt = Infinity;
    run(t, due);
  };
  t._cancelTimer = at < Infinity ? clock.timer(at - now, wake) : undefined;
}

/** Applies a rule to the viewing that is open. */
function run<T>(t: State, rule: (v: Viewing, r: Reading) => T, reading?: Reading): T | undefined {
  const v = t._viewing;
  let answer: T | undefined;
  if (v) {
    // Only now: without a viewing the player may be gone.
    const r = reading ?? t._ports.read();
    v._elsewhere = t._unloaded || v._source !== r.source;
    answer = rule(v, r);
  }
  awaitNext(t);
  return answer;
}

function begin(t: State, r: Reading): void {
  const { _ports } = t;
  if (!t._off && !t._ended) t._viewing ??= beginViewing(r, _ports.describe(), _ports);
}

function finish(t: State, r?: Reading, complete?: boolean): void {
  if (t._viewing) end(t._viewing, r ?? t._ports.read(), complete);
  t._viewing = undefined;
}

/** Whether a signal ends a viewing; true where its content was seen to the end. */
function endsBy(v: Viewing, type: SignalType, r: Reading): boolean | undefined {
  if (type === 'contentended' || (type === 'ended' && v._inBreak)) v._contentEnded = true;
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

function hear(t: State, type: SignalType, r: Reading): void {
  t._unloaded = type === 'emptied' || (t._unloaded && !/loadstart|playing/.test(type));
  if (type === 'loadstart' || type === 'play') t._ended = false;
  const complete = t._viewing && endsBy(t._viewing, type, r);
  if (complete !== undefined) finish(t, r, complete);
  if ((complete && type === 'seeking') || (type === 'play' && r.source) || type === 'playing') begin(t, r);
  run(t, (v) => signal(v, type, r), r);
}

function attach(t: State): void {
  const r = t._ports.read();
  // Not the signal of an intent: when that was is not known.
  if (!r.paused && !r.ended && r.source) {
    t._ended = false;
    begin(t, r);
  }
  hear(t, 'timeupdate', r);
  t._ports.attached();
}

export function createTracker(ports: TrackerPorts): Tracker {
  const t: State = { _ports: ports, _wakesAt: Infinity };
  return {
    attach: () => attach(t),
    signal: (type, r) => hear(t, type, r),
    start() {
      finish(t);
      t._ended = false;
      begin(t, ports.read());
      attach(t);
    },
    end() {
      finish(t);
      t._ended = true;
      awaitNext(t);
    },
    add: (type, extra) => !!run(t, (v, r) => tell(v, type, r, extra)),
    ad(type, details = {}) {
      const r = ports.read();
      if (type === 'adBreakStart' && r.source && !r.ended) begin(t, r);
      const possible = !!run(t, (v) => ad(v, type, r, details), r);
      const v = t._viewing;
      // Not every browser says `ended` after a post-roll that played in the content's own element.
      if (v?._contentEnded && !v._inBreak && type === 'adBreakComplete') finish(t, r);
      awaitNext(t);
      return possible;
    },
    turn(on) {
      if (!!t._off !== on) return;
      t._off = !on;
      if (t._viewing) closeSession(t._viewing);
      t._viewing = undefined;
      if (on) attach(t);
      awaitNext(t);
    },
    replaced() {
      if (t._viewing) restart(t._viewing);
    },
    prepare(last) {
      if (t._viewing) prepare(t._viewing, ports.clock.now(), last);
    },
    get unprepared() {
      return !ports.hidden() || !!t._viewing?._held;
    },
    left: () => run(t, left),
    restored: () => run(t, restored),
  };
}
