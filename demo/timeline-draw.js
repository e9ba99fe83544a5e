import { timeOfDay, duration, shortId } from './format.js';
import { arrivedAt } from './log.js';

/**
 * @import { Row } from './log.js'
 * @import { StateChange } from './stage.js'
 *
 * @typedef {Record<'ink' | 'muted' | 'line' | 'panel' | 'queue' | 'flies' | 'lands' | 'again' | 'fails' | 'band', string>} Palette
 *
 * @typedef {object} Picture  everything that one drawing needs
 * @property {CanvasRenderingContext2D} ctx
 * @property {number} width
 * @property {number} left  where the lanes begin, px
 * @property {(at: number) => number} x  ms since the epoch to px
 * @property {number} from
 * @property {number} to
 * @property {number} now
 * @property {Palette} palette
 * @property {string} font
 * @property {Row[]} rows
 * @property {StateChange[]} states
 * @property {{ at: number, value: number }[]} depth
 * @property {Map<string, number>} closedAt
 */

/** Where the lanes lie, in px from the top. */
export const lanes = {
  band: 4,
  bandHeight: 18,
  names: 36,
  happened: 66,
  server: 168,
  sessions: 182,
  depth: 222,
  floor: 272,
  axis: 288,
  height: 298,
};

/** @param {Picture} picture @param {string} text @param {number} x @param {number} y @param {string} colour @param {CanvasTextAlign} [align] */
function write({ ctx, font }, text, x, y, colour, align = 'left') {
  ctx.font = font;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y);
}

/** @param {Picture} picture */
function drawGrid(picture) {
  const { ctx, from, to, x, palette, left, width } = picture;
  const step = [5, 10, 15, 30].find((seconds) => ((to - from) / 1000 / seconds) * 76 < width - left) ?? 60;
  // Whole steps of the local time of day; offsets from UTC are multiples of 15 minutes.
  for (let at = Math.ceil(from / 1000 / step) * step * 1000; at <= to; at += step * 1000) {
    const gx = Math.round(x(at)) + 0.5;
    ctx.fillStyle = palette.line;
    ctx.fillRect(gx - 0.5, lanes.band, 1, lanes.floor - lanes.band);
    if (gx > left + 24 && gx < width - 30) write(picture, timeOfDay(at), gx, lanes.axis, palette.muted, 'center');
  }
  ctx.fillStyle = palette.line;
  for (const y of [lanes.happened, lanes.server, lanes.floor]) ctx.fillRect(left, y, width - left, 1);
}

/** @param {Picture} picture @param {number} x1 @param {number} x2 */
function hatch({ ctx, palette }, x1, x2) {
  const { band, bandHeight } = lanes;
  ctx.save();
  ctx.beginPath();
  ctx.rect(x1, band, x2 - x1, bandHeight);
  ctx.clip();
  ctx.strokeStyle = palette.band;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (let hx = x1 - (x1 % 7) - bandHeight; hx < x2; hx += 7) {
    ctx.moveTo(hx, band + bandHeight);
    ctx.lineTo(hx + bandHeight, band);
  }
  ctx.stroke();
  ctx.restore();
}

/** Playing is solid, waiting for data or a place is hatched, paused is a thin line. @param {Picture} picture */
function drawPlayer(picture) {
  const { ctx, states, now, x, palette, left } = picture;
  const middle = lanes.band + lanes.bandHeight / 2;
  states.forEach(({ at, state }, index) => {
    const x1 = Math.max(left, x(at));
    const x2 = x(states[index + 1]?.at ?? now);
    if (state === 'none' || x2 <= left) return;
    ctx.fillStyle = palette.band;
    if (state === 'playing') ctx.fillRect(x1, lanes.band, x2 - x1, lanes.bandHeight);
    else if (state === 'paused' || state === 'ended') ctx.fillRect(x1, middle - 1, x2 - x1, 2);
    else hatch(picture, x1, x2);
    if (x2 - x1 < state.length * 7 + 14) return;
    if (state !== 'playing') {
      ctx.fillStyle = palette.panel;
      ctx.fillRect(x1 + 6, lanes.band + 2, ctx.measureText(state).width + 8, lanes.bandHeight - 4);
    }
    write(picture, state, x1 + 10, middle + 0.5, state === 'playing' ? palette.panel : palette.muted);
  });
}

/** One session each: sought, then open until it is closed. @param {Picture} picture */
function drawSessions(picture) {
  const { ctx, rows, x, now, palette, closedAt, left } = picture;
  const starts = rows.filter(({ type, origin }) => type === 'sessionStart' && origin === 'page');
  starts.forEach((row, index) => {
    const y = lanes.sessions + (index % 2) * 6;
    /** @param {number} from @param {number} to @param {string} colour @param {string} label */
    const bar = (from, to, colour, label) => {
      const begin = Math.max(left, x(from));
      const length = x(to) - begin;
      if (length <= 0) return;
      ctx.fillStyle = colour;
      ctx.fillRect(begin, y, Math.max(2, length), 4);
      if (length > ctx.measureText(label).width) write(picture, label, begin, lanes.sessions + 22, palette.muted);
    };
    const opened = row.state === 'accepted' ? row.settledAt : null;
    const lost = row.state === 'rejected' || row.state === 'dropped';
    bar(
      row.attempts[0] ?? row.ts,
      row.settledAt ?? now,
      lost ? palette.fails : palette.queue,
      lost ? 'no session' : 'opening',
    );
    if (opened === null) return;
    const name = `session ${shortId(row.sessionId)} opened in ${duration(opened - row.ts)}`;
    bar(opened, closedAt.get(row.sessionId ?? '') ?? now, palette.lands, name);
  });
}

/** @param {Row} row @param {Palette} palette */
function colourOf({ state, failures }, palette) {
  if (state === 'rejected' || state === 'dropped') return palette.fails;
  if (failures.length > 0) return palette.again;
  return { queued: palette.queue, sent: palette.flies, retry: palette.again, accepted: palette.lands }[state];
}

/** @param {Picture} picture @param {number} cx @param {number} cy @param {number} size */
function cross({ ctx }, cx, cy, size) {
  ctx.beginPath();
  ctx.moveTo(cx - size, cy - size);
  ctx.lineTo(cx + size, cy + size);
  ctx.moveTo(cx - size, cy + size);
  ctx.lineTo(cx + size, cy - size);
  ctx.stroke();
}

/** The colour of an event's way: one that waited for long enough to be seen begins as waiting. @param {Picture} picture @param {Row} row @param {number} endX */
function strokeOf({ ctx, palette, x }, row, endX) {
  const colour = colourOf(row, palette);
  if (row.state !== 'accepted' || endX - x(row.ts) < 4) return colour;
  const gradient = ctx.createLinearGradient(0, lanes.happened, 0, lanes.server);
  gradient.addColorStop(0.1, row.failures.length > 0 ? palette.again : palette.queue);
  gradient.addColorStop(1, palette.lands);
  return gradient;
}

/** From the moment it happened to the moment it arrived; what waits reaches for now. @param {Picture} picture @param {Row} row */
function drawWay(picture, row) {
  const { ctx, x, now, palette } = picture;
  const arrival = arrivedAt(row) ?? (row.state === 'accepted' ? row.settledAt : null);
  const lost = row.state === 'rejected' || row.state === 'dropped';
  const reach =
    arrival !== null ? lanes.server : row.state === 'sent' ? lanes.server - 8 : lost ? 120 : lanes.server - 30;
  const endX = x(arrival ?? row.settledAt ?? now);
  ctx.strokeStyle = strokeOf(picture, row, endX);
  ctx.lineWidth = 1.25;
  ctx.setLineDash(arrival === null && !lost ? [3, 3] : []);
  ctx.beginPath();
  ctx.moveTo(x(row.ts), lanes.happened);
  ctx.lineTo(endX, reach);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 2;
  if (lost) cross(picture, endX, reach, 4);
  ctx.strokeStyle = palette.again;
  for (const at of row.failures) cross(picture, x(at), lanes.server - 8, 3);
  ctx.fillStyle = palette.lands;
  if (arrival !== null) ctx.fillRect(endX - 1, lanes.server - 5, 2, 11);
}

/** @param {Picture} picture */
function drawEvents(picture) {
  const { ctx, rows, x, now, from, palette } = picture;
  const visible = rows.filter(({ ts, settledAt }) => Math.max(ts, settledAt ?? now) >= from);
  for (const row of visible) drawWay(picture, row);
  // Names give way to each other on two lines; what finds no room on either stays a dot.
  const free = [-Infinity, -Infinity];
  for (const row of visible) {
    const tick = x(row.ts);
    ctx.fillStyle = colourOf(row, palette);
    ctx.beginPath();
    ctx.arc(tick, lanes.happened, row.type === 'ping' ? 2.5 : 4, 0, 2 * Math.PI);
    ctx.fill();
    const line = free.findLastIndex((end) => end < tick - 3);
    if (row.type === 'ping' || line < 0) continue;
    write(picture, row.type, tick - 3, lanes.names + line * 14, palette.ink);
    free[line] = tick + ctx.measureText(row.type).width + 5;
  }
}

/** @param {Picture} picture */
function drawNow({ ctx, x, now, palette, width }) {
  const at = Math.round(x(now));
  if (at >= width) return;
  ctx.fillStyle = palette.muted;
  ctx.fillRect(at, lanes.happened, 1, lanes.floor - lanes.happened);
}

/** @param {Picture} picture */
function drawDepth(picture) {
  const { ctx, depth, x, now, from, palette, left } = picture;
  const shown = depth.filter((_step, index) => (depth[index + 1]?.at ?? now) >= from);
  const highest = Math.max(4, ...shown.map(({ value }) => value));
  /** @param {number} value */
  const y = (value) => lanes.floor - (value / highest) * (lanes.floor - lanes.depth);
  ctx.fillStyle = palette.queue;
  shown.forEach(({ at, value }, index) => {
    const x1 = Math.max(left, x(at));
    const x2 = x(shown[index + 1]?.at ?? now);
    ctx.globalAlpha = 0.22;
    ctx.fillRect(x1, y(value), Math.max(2, x2 - x1), lanes.floor - y(value));
    ctx.globalAlpha = 1;
    if (value > 0) ctx.fillRect(x1, y(value) - 1, Math.max(2, x2 - x1), 2);
  });
  const last = depth.at(-1)?.value ?? 0;
  if (last > 0) write(picture, String(last), x(now) + 6, y(last) + 1, palette.ink);
}

/** @param {Picture} picture */
function drawNames(picture) {
  const { left, palette, ctx } = picture;
  if (left < 60) return;
  ctx.clearRect(0, 0, left, lanes.height);
  const names = { Player: lanes.band + 9, Happened: lanes.happened, Arrived: lanes.server, Queue: lanes.floor - 8 };
  for (const [name, y] of Object.entries(names)) write(picture, name, 0, y, palette.muted);
}

/** @param {Picture} picture */
function drawNothing(picture) {
  const { ctx, left, width, palette } = picture;
  const text =
    width > 640 ? 'Press play. Each event is drawn here on its way from the player to the server.' : 'Press play.';
  const middle = (lanes.happened + lanes.server) / 2;
  const centre = (left + width) / 2;
  const room = ctx.measureText(text).width + 24;
  ctx.fillStyle = palette.panel;
  ctx.fillRect(centre - room / 2, middle - 14, room, 28);
  write(picture, text, centre, middle, palette.muted, 'center');
  drawNames(picture);
}

/** @param {Picture} picture */
export function draw(picture) {
  const { ctx, width } = picture;
  ctx.clearRect(0, 0, width, lanes.height);
  drawGrid(picture);
  if (picture.rows.length === 0) return drawNothing(picture);
  drawDepth(picture);
  drawPlayer(picture);
  drawSessions(picture);
  drawEvents(picture);
  drawNow(picture);
  drawNames(picture);
}
