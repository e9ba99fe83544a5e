import { make } from './dom';
import { DEPTH_HEIGHT, GUTTER, Picture, type Place } from './picture';
import type { Recorder } from './recorder';
import type { Row } from './row';
import { Spans, type Lane, type Span } from './spans';

const LANES: readonly Lane[] = ['playback', 'ads', 'chapters', 'states'];
const HEIGHT = 18;
/** Where the last lane is. */
const LAST = (LANES.length - 1) * HEIGHT;
const STATE_HEIGHT = 13;
/** More states than these share the last line. */
const MOST_STATES = 5;
const AXIS_HEIGHT = 18;

/** A picture of what went on beside each other: playback, ads, chapters, states, and how much waited. */
export class Lanes {
  readonly canvas = make('canvas', {
    role: 'img',
    'aria-label': 'Timeline; the list of events tells the same',
  });
  /** Only the last minute is shown. */
  near = false;
  private _spans = new Spans();
  private _read = 0;
  private _rewritten = 0;
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
    // States come last, and need more room the more there are.
    const floor = LAST + Math.max(HEIGHT, states.length * STATE_HEIGHT) + DEPTH_HEIGHT + 4;
    this._size(context, width, floor + AXIS_HEIGHT);
    const now = this._recorder.ended ? this._last() : Math.max(Date.now(), this._last());
    const first = this._spans.list[0]?.from ?? now;
    this._from = Math.max(first, this.near ? now - 60_000 : 0);
    const to = Math.max(now, this._from + 10_000);
    this._scale = (width - GUTTER) / (to - this._from);
    const x: Place = (at) => GUTTER + (at - this._from) * this._scale;
    const picture = new Picture(context, width, x, now);
    LANES.forEach((lane, index) => {
      const y = index * HEIGHT;
      picture.name(lane, y + HEIGHT / 2);
      for (const span of this._spans.list)
        if (span.lane === lane) this._drawSpan(picture, span, y, lane === 'states' ? states : undefined);
      if (index) picture.rule(y);
    });
    picture.rule(floor - DEPTH_HEIGHT - 4);
    picture.name('queue', floor - DEPTH_HEIGHT / 2);
    picture.depth(this._recorder.depth, this._from, floor);
    picture.axis(this._from, to, floor);
    if (marked) picture.mark(marked.event.ts, floor);
  }

  private _drawSpan(picture: Picture, { label, from, to, lane }: Span, y: number, states?: readonly string[]): void {
    const line = Math.min(states?.indexOf(label) ?? 0, MOST_STATES - 1);
    const height = states ? STATE_HEIGHT : HEIGHT;
    const kind = { playback: label, ads: 'ad', chapters: 'chapter', states: 'muted' }[lane];
    picture.bar(from, to, y + Math.max(0, line) * height + 1, height - 2, kind, label);
  }

  /** Reads on where it stopped; from the start where rows came or went before that. */
  private _follow(): void {
    const { rows, rewritten } = this._recorder;
    if (rewritten !== this._rewritten) {
      this._spans = new Spans();
      this._read = 0;
      this._rewritten = rewritten;
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

  private _nearest(at: number): Row | undefined {
    let nearest: Row | undefined;
    for (const row of this._recorder.rows)
      if (!nearest || Math.abs(row.event.ts - at) < Math.abs(nearest.event.ts - at)) nearest = row;
    return nearest;
  }
}
