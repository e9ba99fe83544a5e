import type { AdDetails, AdSignal, Clock, EventType, Extra, Reading, SignalType } from './model';
import { Viewing, type Description, type ViewingPorts } from './session/viewing';

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
  }

  signal(type: SignalType, r: Reading): void {
    if (type === 'emptied') this._unloaded = true;
    if (type === 'loadstart' || type === 'playing') this._unloaded = false;
    if (this._off) return;
    this._boundary(type, r);
    this._viewing?.signal(type, r);
    this._arm();
  }

  /** Begins a viewing at once, after ending an open one. */
  start(): void {
    this.end();
    if (this._off) return;
    this._ended = false;
    const r = this._ports.read();
    this._begin(r);
    if (!r.paused) this._viewing?.signal('timeupdate', r);
    this._ports.attached();
    this._arm();
  }

  /** Ends the viewing at its last content position, as if the viewer had left. */
  end(): void {
    this._end('sessionEnd', this._ports.read());
    this._ended = true;
    this._arm();
  }

  /** Tells an event of the open viewing; false if there is none, or none of what it would end. */
  add(type: EventType, extra?: Extra): boolean {
    const told = this._viewing?.add(type, this._ports.read(), extra);
    this._arm();
    return !!told;
  }

  /** A break or an ad begins or ends; false if it cannot. A break before the content begins the viewing. */
  ad(type: AdSignal, details: AdDetails = {}): boolean {
    const r = this._ports.read();
    if (type === 'adBreakStart' && r.source && !r.ended && !this._off && !this._ended) this._begin(r);
    const possible = !!this._viewing?.ad(type, r, details);
    // Not every browser says `ended` after a post-roll that played in the content's own element.
    if (this._viewing?.contentEnded && !this._viewing.inBreak && type === 'adBreakComplete') this._end('sessionEnd', r);
    this._arm();
    return possible;
  }

  /** Stops without a word about what is open (consent out), or takes the player up anew. */
  turn(on: boolean): void {
    if (this._off !== on) return;
    this._off = !on;
    this._viewing?.abandon();
    this._viewing = undefined;
    if (on) this.attach();
    this._arm();
  }

  /** The page becomes hidden, or (`last`) is about to be left: what would be sent then is made ready. */
  prepare(last = false): void {
    this._viewing?.prepare(this._ports.read(), last);
  }

  /** Nothing is made ready, or it is not the whole. */
  get unprepared(): boolean {
    return !this._ports.hidden() || !!this._viewing?.unsettled;
  }

  /** The page was left. */
  left(): void {
    this._viewing?.left(this._ports.clock.now());
    this._arm();
  }

  /** It is back. */
  restored(): void {
    this._viewing?.restored();
    this._arm();
  }

  private _boundary(type: SignalType, r: Reading): void {
    const viewing = this._viewing;
    // An ad in the content's own element shows no item.
    const moved = viewing && r.source && viewing.source !== r.source;
    switch (type) {
      case 'play':
        this._ended = false;
        if (moved) this._end('sessionEnd', r);
        if (r.source) this._begin(r);
        break;
      case 'playing':
        if (moved) this._end('sessionEnd', r);
        if (!this._ended) this._begin(r);
        break;
      case 'seeking':
        if (viewing?.wraps(r)) {
          this._end('sessionComplete', r);
          this._begin(r);
        }
        break;
      case 'contentended':
      case 'ended':
        if (viewing && (viewing.inBreak || type !== 'ended')) viewing.contentEnded = true;
        else this._end('sessionComplete', r);
        break;
      case 'loadstart':
        this._ended = false;
        // The same item loaded again, before its first frame or after an error, is the same viewing.
        if (moved || (viewing?.started && !viewing.failed)) this._end('sessionEnd', r);
        break;
      case 'playerreset':
        this._end('sessionEnd', r);
        break;
      case 'error':
        // Nothing of what failed was loaded: this is all that says that the last item is gone.
        if (moved) this._end('sessionEnd', r);
        break;
    }
  }

  private _begin(r: Reading): void {
    this._viewing ??= new Viewing(r, this._unloaded, this._ports.describe(), this._ports);
  }

  private _end(type: 'sessionComplete' | 'sessionEnd', r: Reading): void {
    this._viewing?.end(type, r);
    this._viewing = undefined;
  }

  private _wake(): void {
    this._armedFor = Infinity;
    this._viewing?.due(this._ports.read());
    this._arm();
  }

  /** One timer for all that may become due; none when nothing does. */
  private _arm(): void {
    if (this._ports.hidden()) this.prepare();
    const dueAt = this._viewing?.dueAt ?? Infinity;
    if (dueAt >= this._armedFor && dueAt <= this._armedFor + EARLY_WAKE_MS) return;
    this._cancelTimer?.();
    this._cancelTimer = undefined;
    this._armedFor = dueAt;
    if (dueAt < Infinity) {
      const { clock } = this._ports;
      this._cancelTimer = clock.timer(Math.max(0, dueAt - clock.now()), () => this._wake());
    }
  }
}
