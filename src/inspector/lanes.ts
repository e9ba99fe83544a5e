import { make } from './dom';
import type { Recorder, Row } from './recorder';
import { Spans, type Lane, type Span } from './spans';
import { timeOfDay } from './words';

const LANES: readonly Lane[] = ['playback', 'ads', 'chapters', 'states'];
const HEIGHT = 18;
const STATE_HEIGHT = 13;
/** More states than these share the last line. */
const MOST_STATES = 5;
const DEPTH_HEIGHT = 34;
const AXIS_HEIGHT = 18;
const GUTTER = 68;
/** Steps between the times on the axis, s. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600];

/** How much is shown, ms; 0 for all there is. */
export const RANGES: readonly (readonly [words: string, ms: number])[] = [
  ['All', 0],
  ['5 min', 300_000],
  ['1 min', 60_000],
];

type Colours = Record<string, string>;

/** Where a time lies: px from the left. */
type Place = (at: number) => number;

const NAMES = 'ink muted line panel playing paused buffering ad chapter state queue accent';

/** A picture of what went on beside each other: playback, ads, chapters, states, and how much waited. */
export class Lanes {
  readonly canvas = make('canvas', {
    role: 'img',
    'aria-label': 'Timeline; the list of events tells the same',
  });
  /** ms; 0 for all there is. */
  range = 0;
  private _spans = new Spans();
  private _read = 0;
  private _forgotten = 0;
  private _from = 0;
  private _scale = 1;

  /** @param _choose an event was pointed at */
  constructor(
    private readonly _recorder: Recorder,
    private readonly _choose: (row: Row) => void,
  ) {
    this.canvas.addEventListener('click', ({ offsetX }) => {
      const row = this._nearest(this._from + (offsetX - GUTTER) / this._scale);
      if (row && offsetX >= GUTTER) this._choose(row);
    });
  }

  /** @param marked the event that is looked at */
  draw(marked: Row | undefined): void {
    const { canvas } = this;
    const context = canvas.getContext('2d');
    const width = canvas.clientWidth;
    if (!context || !width) return;
    this._follow();
    const states = this._stateNames();
    const heights = [HEIGHT, HEIGHT, HEIGHT, Math.max(HEIGHT, states.length * STATE_HEIGHT)];
    const floor = heights.reduce((sum, each) => sum + each, DEPTH_HEIGHT + 4);
    this._size(context, width, floor + AXIS_HEIGHT);
    const now = this._recorder.ended ? this._last() : Math.max(Date.now(), this._last());
    const first = this._spans.list[0]?.from ?? this._recorder.rows[0]?.event.ts ?? now;
    this._from = Math.max(first, this.range ? now - this.range : 0);
    const to = Math.max(now, this._from + 10_000);
    this._scale = (width - GUTTER) / (to - this._from);
    const x: Place = (at) => GUTTER + (at - this._from) * this._scale;
    const picture = new Picture(context, this._colours(), width, x, now);
    let y = 0;
    LANES.forEach((lane, index) => {
      picture.name(lane, y + HEIGHT / 2);
      for (const span of this._spans.list)
        if (span.lane === lane) this._drawSpan(picture, span, y, lane === 'states' ? states : undefined);
      y += heights[index] ?? 0;
      picture.rule(y);
    });
    picture.name('queue', floor - DEPTH_HEIGHT / 2);
    picture.depth(this._recorder.depth, this._from, floor);
    picture.axis(this._from, to, floor);
    if (marked) picture.mark(marked.event.ts, floor);
  }

  private _drawSpan(picture: Picture, { label, from, to, lane }: Span, y: number, states?: readonly string[]): void {
    const line = Math.min(states?.indexOf(label) ?? 0, MOST_STATES - 1);
    const height = states ? STATE_HEIGHT : HEIGHT;
    const kind = { playback: label, ads: 'ad', chapters: 'chapter', states: 'state' }[lane];
    picture.bar(from, to, y + Math.max(0, line) * height + 1, height - 2, kind, label);
  }

  /** Reads on where it stopped; from the start after rows were forgotten. */
  private _follow(): void {
    const { rows, forgotten } = this._recorder;
    if (forgotten !== this._forgotten) {
      this._spans = new Spans();
      this._read = 0;
      this._forgotten = forgotten;
    }
    for (const row of rows.slice(this._read)) this._spans.add(row);
    this._read = rows.length;
  }

  private _stateNames(): string[] {
    const names = this._spans.list.flatMap(({ lane, label }) => (lane === 'states' ? label : []));
    return [...new Set(names)].slice(0, MOST_STATES);
  }

  private _last(): number {
    const { rows } = this._recorder;
    return rows[rows.length - 1]?.event.ts ?? this._recorder.since;
  }

  private _size(context: CanvasRenderingContext2D, width: number, height: number): void {
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    const { canvas } = context;
    if (canvas.width !== wide || canvas.height !== high) {
      Object.assign(canvas, { width: wide, height: high });
      canvas.style.height = `${height}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
  }

  private _colours(): Colours {
    const style = getComputedStyle(this.canvas);
    return Object.fromEntries(NAMES.split(' ').map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  private _nearest(at: number): Row | undefined {
    let nearest: Row | undefined;
    for (const row of this._recorder.rows)
      if (!nearest || Math.abs(row.event.ts - at) < Math.abs(nearest.event.ts - at)) nearest = row;
    return nearest;
  }
}

/** One drawing. */
class Picture {
  /** The last pixel that is drawn, by its line. */
  private readonly _drawn = new Map<number, number>();

  constructor(
    private readonly _context: CanvasRenderingContext2D,
    private readonly _colours: Colours,
    private readonly _width: number,
    private readonly _x: Place,
    private readonly _now: number,
  ) {
    _context.font = `11px ${getComputedStyle(_context.canvas).fontFamily}`;
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
    const words = this._fitting(label, width - 8);
    if (words) this._write(words, x + 5, y + height / 2 + 0.5, 'panel');
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
      this._fill('queue', x, floor - height, Math.max(1, width), height);
    });
    this.rule(floor);
    if (most > 4) this._write(`${most}`, GUTTER - 6, floor - DEPTH_HEIGHT + 8, 'muted', 'right');
  }

  axis(from: number, to: number, floor: number): void {
    const room = ((this._width - GUTTER) / (to - from)) * 1000;
    const step = (STEPS.find((seconds) => seconds * room >= 72) ?? 86_400) * 1000;
    for (let at = Math.ceil(from / step) * step; at < to; at += step) {
      const x = this._x(at);
      this._fill('line', x, floor, 1, 4);
      if (x + 26 < this._width && x - 26 > GUTTER)
        this._write(timeOfDay(at).slice(0, 8), x, floor + 11, 'muted', 'center');
    }
  }

  mark(at: number, floor: number): void {
    if (this._x(at) >= GUTTER) this._fill('accent', this._x(at) - 0.75, 0, 1.5, floor);
  }

  private _fitting(words: string, width: number): string {
    if (width < 14) return '';
    let text = words;
    while (text && this._context.measureText(text).width > width) text = text.slice(0, -1);
    return text.length < Math.min(3, words.length) ? '' : text;
  }

  private _fill(colour: string, x: number, y: number, width: number, height: number): void {
    this._context.fillStyle = this._colours[colour] ?? this._colours.paused ?? '';
    this._context.fillRect(x, y, width, height);
  }

  private _write(words: string, x: number, y: number, colour: string, align: CanvasTextAlign = 'left'): void {
    this._context.textAlign = align;
    this._context.fillStyle = this._colours[colour] ?? '';
    this._context.fillText(words, x, y);
  }
}
