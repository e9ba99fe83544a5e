import { duration, shortId, timeOfDay } from './format.js';
import { lanes, write } from './timeline-picture.js';

/** @import { Picture } from './timeline-picture.js' */

/** @param {Picture} picture */
export function drawGrid(picture) {
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
export function drawPlayer(picture) {
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
export function drawSessions(picture) {
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

/** @param {Picture} picture */
export function drawDepth(picture) {
  const { ctx, depth, x, now, from, palette, left } = picture;
  const shown = depth.filter((_step, index) => (depth[index + 1]?.at ?? now) >= from);
  const highest = Math.max(4, ...shown.map(({ value }) => value));
  /** @param {number} value */
  const y = (value) => lanes.floor - (value / highest) * (lanes.floor - lanes.depth);
  const steps = new Path2D();
  steps.moveTo(Math.max(left, x(shown[0]?.at ?? now)), lanes.floor);
  shown.forEach(({ at, value }, index) => {
    steps.lineTo(Math.max(left, x(at)), y(value));
    steps.lineTo(Math.max(left, x(shown[index + 1]?.at ?? now)), y(value));
  });
  ctx.strokeStyle = ctx.fillStyle = palette.queue;
  ctx.lineWidth = 1.5;
  ctx.stroke(steps);
  steps.lineTo(x(now), lanes.floor);
  ctx.globalAlpha = 0.22;
  ctx.fill(steps);
  ctx.globalAlpha = 1;
  const last = depth.at(-1)?.value ?? 0;
  if (last > 0) write(picture, String(last), x(now) + 6, y(last) + 1, palette.ink);
}
