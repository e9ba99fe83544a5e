import { lanes, spanLanes, write } from './timeline-picture.js';

/**
 * @import { Row } from './log.js'
 * @import { Picture } from './timeline-picture.js'
 *
 * @typedef {keyof typeof spanLanes} SpanLane
 * @typedef {{ lane: SpanLane, label: string, from: number, to: number | null }} Span  what was told to go on, ms since the epoch
 */

const order = /** @type {SpanLane[]} */ (Object.keys(spanLanes));

/** What an event begins and ends. @param {Row} row @param {Map<string, Span>} open @param {(lane: SpanLane, key: string, label: string) => void} begin @param {(key: string) => void} end */
function follow({ type, event }, open, begin, end) {
  // Of what another visit told, the page knows no more than that.
  if (!event) return;
  const { params, qoe } = /** @type {any} */ (event);
  const { chapter, state } = params?.media ?? {};
  if (/^session(End|Complete)$/.test(type)) for (const key of [...open.keys()]) end(key);
  if (/^chapter(Complete|Skip)$/.test(type)) end('chapter');
  if (type === 'chapterStart') begin('chapter', 'chapter', `${chapter.index} ${chapter.friendlyName ?? ''}`);
  if (type === 'stateStart') begin(state.name in spanLanes ? state.name : 'state', `state ${state.name}`, state.name);
  if (type === 'stateEnd') end(`state ${state.name}`);
  const rate = qoe?.bitrate && `${Math.round(qoe.bitrate / 1000)} kbit/s`;
  if (rate && open.get('rendition')?.label !== rate) begin('rendition', 'rendition', rate);
}

/** @param {Row[]} rows @returns {Span[]} */
function spansOf(rows) {
  /** @type {Span[]} */
  const spans = [];
  /** @type {Map<string, Span>} */
  const open = new Map();
  for (const row of rows) {
    const end = (/** @type {string} */ key) => {
      const span = open.get(key);
      if (span) span.to = row.ts;
      open.delete(key);
    };
    const begin = (/** @type {SpanLane} */ lane, /** @type {string} */ key, /** @type {string} */ label) => {
      end(key);
      const span = { lane, label, from: row.ts, to: null };
      spans.push(span);
      open.set(key, span);
    };
    follow(row, open, begin, end);
  }
  return spans;
}

/** Chapters, renditions and player states, as they were told. @param {Picture} picture */
export function drawSpans(picture) {
  const { ctx, x, now, left, rows, palette } = picture;
  for (const { lane, label, from, to } of spansOf(rows)) {
    const x1 = Math.max(left, x(from));
    const length = x(to ?? now) - x1;
    if (length <= 0) continue;
    const y = lanes.spans + order.indexOf(lane) * lanes.spanHeight;
    ctx.fillStyle = palette.band;
    ctx.globalAlpha = 0.28;
    ctx.fillRect(x1, y + 1, Math.max(1, length - 1), lanes.spanHeight - 2);
    ctx.globalAlpha = 1;
    ctx.fillRect(x1, y + 1, 2, lanes.spanHeight - 2);
    if (length > ctx.measureText(label).width + 10)
      write(picture, label, x1 + 6, y + lanes.spanHeight / 2, palette.ink);
  }
}
