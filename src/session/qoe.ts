import type { EventType, Quality } from '../model';

/** Quality of experience as events carry it: with the first event after a change, and always with some. */
export class Qoe {
  private _values: Quality = {};
  private _told: Quality = {};
  private _intentAt = NaN;
  private _breakAt = NaN;
  private _breaksMs = 0;

  /** The viewer wants to play; only the first time counts. */
  intent(at: number): void {
    this._intentAt ||= at;
  }

  /** What is not known now stays as it was last known. */
  see(values: Quality): void {
    this._values = { ...this._values, ...values };
  }

  /** Another rendition is on screen than was told. */
  get bitrateChanged(): boolean {
    return this._values.bitrate !== this._told.bitrate;
  }

  /** Another session takes over and knows nothing yet. */
  restart(): void {
    this._told = {};
  }

  /** What an event carries, if anything. */
  with(type: EventType, at: number): Quality | undefined {
    if (type === 'adBreakStart') this._breakAt = at;
    if (type === 'adBreakComplete') this._breaksMs += at - this._breakAt;
    if (type === 'play') this._start(at);
    // Nothing was on screen yet; and a ping is only a ping (API section "Event types").
    if (type === 'sessionStart' || type === 'ping') return undefined;
    const changed = JSON.stringify(this._values) !== JSON.stringify(this._told);
    if (!changed && type !== 'bitrateChange' && type !== 'error') return undefined;
    this._told = this._values;
    return this._values;
  }

  /** The first frame of content, if its beginning was seen. */
  private _start(at: number): void {
    if (this._intentAt > 0)
      this._values = { timeToStart: Math.round(at - this._intentAt - this._breaksMs), ...this._values };
    this._intentAt = -1;
  }
}
