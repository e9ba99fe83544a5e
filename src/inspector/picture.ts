import type { Recorder } from './recorder';
import { timeOfDay } from './words';

/** px */
export const DEPTH_HEIGHT = 34;
/** px, for the names of lanes. */
export const GUTTER = 68;
/** Steps between the times on the axis, s. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600];

/** Where a time lies: px from the left. */
export type Place = (at: number) => number;

/** One drawing. */
export class Picture {
  /** The last pixel that is drawn, by its line. */
  private readonly _drawn = new Map<number, number>();
  private readonly _style: CSSStyleDeclaration;
  private readonly _colours: Record<string, string> = {};

  constructor(
    private readonly _context: CanvasRenderingContext2D,
    private readonly _width: number,
    private readonly _x: Place,
    private readonly _now: number,
  ) {
    this._style = getComputedStyle(_context.canvas);
    _context.font = `11px ${this._style.fontFamily}`;
    _context.textBaseline = 'middle';
  }

  name(words: string, y: number): void {
    this._write(words.charAt(0).toUpperCase() + words.slice(1), 12, y, 'muted');
  }

  rule(y: number): void {
    this._fill('line', GUTTER, y, this._width - GUTTER, 1);
  }

  bar(from: number, to: number | undefined, y: number, height: number, kind: string, label: string): void {
    const x = Math.max(GUTTER, this._x(from));
    const width = this._x(to ?? this._now) - x;
    const pixel = Math.floor(x);
    // What lies within a pixel that is drawn already is not seen: of a long session, that is most of it.
    if (width <= 0 || (width < 1 && this._drawn.get(y) === pixel)) return;
    this._drawn.set(y, pixel);
    this._fill(kind, x, y, Math.max(1, width - (width > 3 ? 1 : 0)), height);
    if (width > 14 && this._context.measureText(label).width < width - 8)
      this._write(label, x + 5, y + height / 2 + 0.5, 'panel');
  }

  depth(steps: Recorder['depth'], from: number, floor: number): void {
    const first = Math.max(0, steps.findIndex(({ at }) => at >= from) - 1);
    const shown = steps.slice(first);
    const most = shown.reduce((deepest, { waiting }) => Math.max(deepest, waiting), 4);
    let [pixel, highest] = [0, 0];
    shown.forEach(({ at, waiting }, index) => {
      const x = Math.max(GUTTER, this._x(at));
      const width = this._x(shown[index + 1]?.at ?? this._now) - x;
      if (Math.floor(x) !== pixel) [pixel, highest] = [Math.floor(x), 0];
      if (width < 1 && waiting <= highest) return;
      highest = waiting;
      const height = (waiting / most) * (DEPTH_HEIGHT - 8);
      this._fill('buffering', x, floor - height, Math.max(1, width), height);
    });
    this.rule(floor);
    if (most > 4) this._write(`${most}`, GUTTER - 20, floor - DEPTH_HEIGHT / 2, 'muted');
  }

  axis(from: number, to: number, floor: number): void {
    const room = ((this._width - GUTTER) / (to - from)) * 1000;
    const step = (STEPS.find((seconds) => seconds * room >= 72) ?? 86_400) * 1000;
    for (let at = Math.ceil(from / step) * step; at < to; at += step) {
      const x = this._x(at);
      this._fill('line', x, floor, 1, 4);
      if (x + 26 < this._width && x - 26 > GUTTER) this._write(timeOfDay(at).slice(0, 8), x - 22, floor + 11, 'muted');
    }
  }

  mark(at: number, floor: number): void {
    if (this._x(at) >= GUTTER) this._fill('accent', this._x(at) - 0.75, 0, 1.5, floor);
  }

  private _fill(colour: string, x: number, y: number, width: number, height: number): void {
    this._paint(colour);
    this._context.fillRect(x, y, width, height);
  }

  private _write(words: string, x: number, y: number, colour: string): void {
    this._paint(colour);
    this._context.fillText(words, x, y);
  }

  private _valueOf(colour: string): string {
    return this._style.getPropertyValue(`--${colour}`).trim();
  }

  /** By the name that the style sheet has for it. */
  private _paint(colour: string): void {
    this._context.fillStyle = this._colours[colour] ??= this._valueOf(colour) || this._valueOf('paused');
  }
}
