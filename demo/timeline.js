import { find } from './dom.js';
import { counted, duration, preciseTime, seconds } from './format.js';
import { arrivedAt, delayOf } from './log.js';
import { draw } from './timeline-draw.js';
import { lanes } from './timeline-picture.js';

/**
 * @import { Row, EventLog } from './log.js'
 * @import { Stage } from './stage.js'
 * @import { Palette } from './timeline-picture.js'
 */

const shortestMs = 30_000;
const longestMs = 80_000;
const frameMs = 40;
/** Drawing may take this share of the page's time, so that a crowded picture slows itself down and not the player. */
const share = 0.1;
const calmFrameMs = 1_000;
const names = /** @type {const} */ ([
  'ink',
  'muted',
  'line',
  'panel',
  'queue',
  'flies',
  'lands',
  'again',
  'fails',
  'band',
]);

/** The page's colours, as a canvas understands them. @param {HTMLElement} element @returns {Palette} */
function readPalette(element) {
  const probe = document.createElement('i');
  element.append(probe);
  const colours = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(colours);
}

/** Draws the last minute or so: what the player did, when events happened, when they arrived. */
export class Timeline {
  #canvas = /** @type {HTMLCanvasElement} */ (find('#timeline'));
  #ctx = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
  #tip = find('#tip');
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #palette = readPalette(document.body);
  #font = '';
  #began = 0;
  /** Set while the picture stands still. @type {number | null} */
  #frozenAt = null;
  #drawnAt = 0;
  #restMs = frameMs;
  #inView = true;

  /** @param {EventLog} log @param {Stage} stage @param {(row: Row) => void} choose */
  constructor(log, stage, choose) {
    this.log = log;
    this.stage = stage;
    const freeze = find('#freeze');
    freeze.addEventListener('click', () => {
      this.#frozenAt = this.#frozenAt === null ? Date.now() : null;
      this.#drawnAt = 0;
      freeze.setAttribute('aria-pressed', String(this.#frozenAt !== null));
      freeze.textContent = this.#frozenAt === null ? 'Freeze' : 'Follow';
    });
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
    this.#canvas.addEventListener('pointermove', (event) => this.#point(event));
    this.#canvas.addEventListener('pointerleave', () => (this.#tip.hidden = true));
    this.#canvas.addEventListener('click', (event) => {
      const row = this.#rowAt(event);
      if (row) choose(row);
    });
    new IntersectionObserver(([entry]) => (this.#inView = entry?.isIntersecting ?? true)).observe(this.#canvas);
    requestAnimationFrame((time) => this.#frame(time));
  }

  /** The colours have changed. */
  repaint() {
    this.#palette = readPalette(document.body);
    this.#drawnAt = 0;
  }

  /** @param {number} time */
  #frame(time) {
    requestAnimationFrame((next) => this.#frame(next));
    const still = !this.#inView || (this.#frozenAt !== null && this.#drawnAt > 0);
    if (still || time - this.#drawnAt < (this.#calm.matches ? calmFrameMs : this.#restMs)) return;
    this.#drawnAt = time;
    const began = performance.now();
    this.#draw();
    this.#restMs = Math.max(frameMs, (performance.now() - began) / share);
  }

  #draw() {
    const { rows, depth, closedAt } = this.log;
    const { states, ads } = this.stage;
    const { x, from, to, now, left, width } = this.#scale();
    draw({
      ctx: this.#ctx,
      palette: this.#palette,
      font: this.#font,
      width,
      left,
      x,
      from,
      to,
      now,
      rows,
      states,
      ads,
      depth,
      closedAt,
    });
  }

  /** The window grows with what there is to show, then moves on. */
  #scale() {
    const now = this.#frozenAt ?? Date.now();
    this.#began ||= Math.min(this.log.rows[0]?.ts ?? 0, this.stage.states[0]?.at ?? 0);
    const span = Math.min(longestMs, Math.max(shortestMs, (now - (this.#began || now)) * 1.04 + 2_000));
    const width = this.#canvas.clientWidth;
    const left = width > 640 ? 84 : 62;
    const from = now - (this.#began ? Math.min(now - this.#began + 500, span * 0.97) : 0);
    const scale = (width - left) / span;
    return { now, from, to: from + span, width, left, x: (/** @type {number} */ at) => left + (at - from) * scale };
  }

  #resize() {
    const ratio = devicePixelRatio || 1;
    this.#canvas.width = Math.round(this.#canvas.clientWidth * ratio);
    this.#canvas.height = Math.round(lanes.height * ratio);
    this.#ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#font = `12px ${getComputedStyle(document.body).fontFamily}`;
    this.#drawnAt = 0;
  }

  /** The event whose mark is nearest. @param {MouseEvent} event */
  #rowAt({ offsetX, offsetY }) {
    const { x } = this.#scale();
    const below = offsetY > (lanes.happened + lanes.server) / 2;
    /** @param {Row} row */
    const distance = (row) => Math.abs(x((below ? arrivedAt(row) : null) ?? row.ts) - offsetX);
    const near = this.log.rows.filter((row) => distance(row) < 9).sort((a, b) => distance(a) - distance(b));
    return near[0];
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const row = this.#rowAt(event);
    this.#canvas.classList.toggle('hit', Boolean(row));
    this.#tip.hidden = !row;
    if (!row) return;
    const delay = delayOf(row);
    const ways = [
      preciseTime(row.ts),
      `playhead ${seconds(row.playhead)}`,
      delay === null ? row.state : `${duration(delay)} on its way`,
    ];
    const again = row.failures.length > 0 ? [counted(row.failures.length, 'failed attempt')] : [];
    this.#tip.replaceChildren(
      Object.assign(document.createElement('b'), { textContent: row.type }),
      ` ${[...ways, ...again].join(' · ')}`,
    );
    const room = this.#canvas.clientWidth - this.#tip.offsetWidth;
    this.#tip.style.transform = `translate(${Math.max(0, Math.min(room, event.offsetX + 12))}px, ${Math.max(0, event.offsetY - 40)}px)`;
  }
}
