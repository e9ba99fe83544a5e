import type { Context, Emit, MediaEvent, Reading, SignalType, Warn } from '../model';
import { Chapters } from './chapters';

import { Qoe } from './qoe';
import { States } from './states';

/** What goes with playback, found in each reading: chapters, player states, quality. */
export class Surroundings {
  readonly qoe = new Qoe();
  private readonly _states: States;
  private readonly _chapters: Chapters;
  /** The `chapterStart` of the chapter that was found; one told by hand is another. */
  private _found: MediaEvent | undefined;

  constructor(
    private readonly _emit: Emit,
    private readonly _context: () => Context,
    private _reading: Reading,
    warn: Warn,
  ) {
    this._states = new States(_emit, warn);
    this._chapters = new Chapters((type, at, playhead, extra) => {
      const starts = type === 'chapterStart';
      if (starts || this.inFoundChapter) _emit(type, at, playhead, extra);
      if (starts) this._found = _context().chapter;
    });
  }

  /** When a state wants to be told, ms since the epoch. */
  get dueAt(): number {
    return this._states.dueAt;
  }

  /** The open chapter is one that ends by itself. */
  get inFoundChapter(): boolean {
    return !!this._found && this._context().chapter === this._found;
  }

  /** A session begins, or another takes over: it knows nothing yet. */
  restart(): void {
    this._states.restart();
    this.qoe.restart();
  }

  /** @param settleMs 0 as a viewing begins: what is on is told at once */
  states({ states, at }: Reading, playhead: number, settleMs?: number): void {
    this._states.see(states, at, playhead, settleMs);
  }

  /** The player shows this viewing's item. */
  learn(r: Reading): void {
    this._reading = r;
    if (!this._inBreak) this.qoe.see(r.quality);
  }

  /** Before playback hears of a signal: content was on screen up to here, unless it is on its way elsewhere. */
  before(type: SignalType, { at, playhead, seeking }: Reading, onScreen: boolean): void {
    if (type === 'seeking') this._chapters.jump();
    else if (onScreen && !seeking) this.played(at, playhead);
  }

  /** Content is on screen since this moment. */
  played(at: number, playhead: number): void {
    const { _reading: r } = this;
    // It is told late, when playback has gone on.
    const mediaTime = r.mediaTime - (r.playhead - playhead);
    if (!this._inBreak) this._chapters.move({ ...r, at, playhead, mediaTime });
  }

  /** After it: content is on screen. */
  after(at: number, playhead: number): void {
    if (!this._inBreak && this.qoe.bitrateChanged) this._emit('bitrateChange', at, playhead);
  }

  /** The content stands still, whatever the player shows. */
  private get _inBreak(): boolean {
    return !!this._context().adBreak;
  }
}
