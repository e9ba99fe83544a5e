import type { AdDetails, AdSignal, Clock, EventType, Extra, Reading, SignalType } from './model';
import { inBreak } from './session/ads';
import { left, prepare, restored } from './session/leaving';
import type { Description, ViewingPorts } from './session/ports';
import { closeSession, replaced } from './session/session';
import { stamps } from './session/stamps';
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

/** A timer set a little early only costs a look; one this much early is set anew, in ms. */
const EARLY_WAKE_MS = 1000;

/** Signals in, events out: knows where one viewing ends and the next begins, and asks the clock to be woken. */
export class Tracker {
  private _viewing: Viewing | undefined;
  private _cancelTimer: (() => void) | undefined;
  private _armedFor = Infinity;
  /** Ended by the integrator: not begun again before the viewer's next intent. */
  private _ended = false;
  private _off = false;
  /** From `emptied` to `loadstart` video.js still tells the last item's duration. */
  private _unloaded = false;
  private readonly _stamp = stamps();

  constructor(private readonly _ports: TrackerPorts) {}

  /** Takes up a player that may be playing already. */
  attach(): void {
    const r = this._ports.read();
    // Not the signal of an intent: when that was is not known.
    if (!r.paused && !r.ended && r.source) {
      this._ended = false;
      this._begin(r);
      this.signal('timeupdate', r);
    }
    this._ports.attached();
    this._arm();
  }

  signal(type: SignalType, r: Reading): void {
    if (type === 'emptied') this._unloaded = true;
    if (type === 'loadstart' || type === 'playing') this._unloaded = false;
    if (this._off) return;
    this._boundary(type, r);
    if (this._viewing) signal(this._viewing, type, r);
    this._arm();
  }

  /** Begins a viewing at once, after ending an open one. */
  start(): void {
    this.end();
    if (this._off) return;
    this._ended = false;
    this._begin(this._ports.read());
    this.attach();
  }

  /** Ends the viewing at its last content position, as if the viewer had left. */
  end(): void {
    this._end(this._ports.read());
    this._ended = true;
    this._arm();
  }

  /** Tells an event of the open viewing; false if there is none, or none of what it would end. */
  add(type: EventType, extra?: Extra): boolean {
    const told = !!this._viewing && tell(this._viewing, type, this._ports.read(), extra);
    this._arm();
    return told;
  }

  /** A break or an ad begins or ends; false if it cannot. A break before the content begins the viewing. */
  ad(type: AdSignal, details: AdDetails = {}): boolean {
    const r = this._ports.read();
    if (type === 'adBreakStart' && r.source && !r.ended && !this._off && !this._ended) this._begin(r);
    const viewing = this._viewing;
    const possible = !!viewing && ad(viewing, type, r, details);
    // Not every browser says `ended` after a post-roll that played in the content's own element.
    if (viewing?._contentEnded && !inBreak(viewing) && type === 'adBreakComplete') this._end(r);
    this._arm();
    return possible;
  }

  /** Stops without a word about what is open (consent out), or takes the player up anew. */
  turn(on: boolean): void {
    if (this._off !== on) return;
    this._off = !on;
    if (this._viewing) closeSession(this._viewing);
    this._viewing = undefined;
    if (on) this.attach();
    this._arm();
  }

  /** The queue has opened another session in the place of the viewing's. */
  replaced(): void {
    if (this._viewing) replaced(this._viewing, this._ports.clock.now());
  }

  /** The page becomes hidden, or (`last`) is about to be left: what would be sent then is made ready. */
  prepare(last = false): void {
    if (this._viewing) prepare(this._viewing, this._ports.read(), last);
  }

  /** Nothing is made ready, or it is not the whole. */
  get unprepared(): boolean {
    return !this._ports.hidden() || !!this._viewing?._held;
  }

  /** The page was left. */
  left(): void {
    if (this._viewing) left(this._viewing);
    this._arm();
  }

  /** It is back. */
  restored(): void {
    if (this._viewing) restored(this._viewing);
    this._arm();
  }

  private _boundary(type: SignalType, r: Reading): void {
    const viewing = this._viewing;
    // An ad in the content's own element shows no item.
    const moved = viewing && r.source && viewing._source !== r.source;
    const wrapped = viewing && type === 'seeking' && wraps(viewing, r);
    if (type === 'play' || type === 'loadstart') this._ended = false;
    if (viewing && (type === 'contentended' || (type === 'ended' && inBreak(viewing)))) viewing._contentEnded = true;
    else if (type === 'ended' || wrapped) this._end(r, true);
    // The same item loaded again, before its first frame or after an error, is the same viewing. And where nothing
    // of what failed was loaded, `error` is all that says that the last item is gone.
    else if (
      type === 'playerreset' ||
      (moved && /^(play(ing)?|loadstart|error)$/.test(type)) ||
      (type === 'loadstart' && viewing && started(viewing) && !viewing._failed)
    )
      this._end(r);
    if (wrapped || (type === 'play' && r.source) || (type === 'playing' && !this._ended)) this._begin(r);
  }

  private _begin(r: Reading): void {
    const { _ports: ports, _stamp: stamp } = this;
    this._viewing ??= beginViewing(r, this._unloaded, ports.describe(), { ...ports, stamp });
  }

  private _end(r: Reading, complete = false): void {
    if (this._viewing) end(this._viewing, r, complete);
    this._viewing = undefined;
  }

  private _wake(): void {
    this._armedFor = Infinity;
    if (this._viewing) due(this._viewing, this._ports.read());
    this._arm();
  }

  /** One timer for all that may become due; none when nothing does. */
  private _arm(): void {
    const { clock } = this._ports;
    if (this._ports.hidden()) this.prepare();
    const at = this._viewing ? dueAt(this._viewing) : Infinity;
    const laterMs = at - this._armedFor;
    if (laterMs >= 0 && laterMs <= EARLY_WAKE_MS) return;
    this._cancelTimer?.();
    this._armedFor = at;
    this._cancelTimer = at < Infinity ? clock.timer(Math.max(0, at - clock.now()), () => this._wake()) : undefined;
  }
}
