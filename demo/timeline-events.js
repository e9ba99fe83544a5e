import { arrivedAt } from './log.js';
import { lanes, write } from './timeline-picture.js';

/**
 * @import { Row } from './log.js'
 * @import { Palette, Picture } from './timeline-picture.js'
 */

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

/** How a way is drawn that took long enough to be seen: it ends as accepted. @param {Picture} picture @param {string} colour */
function fading({ ctx, palette }, colour) {
  const gradient = ctx.createLinearGradient(0, lanes.happened, 0, lanes.server);
  gradient.addColorStop(0.1, colour);
  gradient.addColorStop(1, palette.lands);
  return gradient;
}

/** From the moment it happened to the moment it arrived; what waits reaches for now. @param {Picture} picture @param {Row} row @param {{ waited: CanvasGradient, retried: CanvasGradient }} fades */
function drawWay(picture, row, fades) {
  const { ctx, x, now, palette } = picture;
  const arrival = arrivedAt(row) ?? (row.state === 'accepted' ? row.settledAt : null);
  const lost = row.state === 'rejected' || row.state === 'dropped';
  const reach =
    arrival !== null ? lanes.server : row.state === 'sent' ? lanes.server - 8 : lost ? lanes.lost : lanes.server - 30;
  const endX = x(arrival ?? row.settledAt ?? now);
  const plain = row.state !== 'accepted' || endX - x(row.ts) < 4;
  const fade = row.failures.length > 0 ? fades.retried : fades.waited;
  ctx.strokeStyle = plain ? colourOf(row, palette) : fade;
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
export function drawEvents(picture) {
  const { ctx, rows, x, now, from, palette } = picture;
  const visible = rows.filter(({ ts, settledAt }) => Math.max(ts, settledAt ?? now) >= from);
  const fades = { waited: fading(picture, palette.queue), retried: fading(picture, palette.again) };
  for (const row of visible) drawWay(picture, row, fades);
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
