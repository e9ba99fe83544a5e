import { drawAds } from './timeline-ads.js';
import { drawEvents } from './timeline-events.js';
import { drawDepth, drawGrid, drawPlayer, drawSessions } from './timeline-lanes.js';
import { lanes, spanLanes, write } from './timeline-picture.js';
import { drawSpans } from './timeline-spans.js';

/** @import { Picture } from './timeline-picture.js' */

/** @param {Picture} picture */
function drawNow({ ctx, x, now, palette, width }) {
  const at = Math.round(x(now));
  if (at >= width) return;
  ctx.fillStyle = palette.muted;
  ctx.fillRect(at, lanes.happened, 1, lanes.floor - lanes.happened);
}

/** @param {Picture} picture */
function drawNames(picture) {
  const { left, palette, ctx } = picture;
  ctx.clearRect(0, 0, left, lanes.height);
  const names = {
    Player: lanes.band + 9,
    ...(picture.ads.length > 0 && { Ads: lanes.ads + lanes.adsHeight / 2 }),
    Happened: lanes.happened,
    Arrived: lanes.server - 4,
    Session: lanes.sessions + 4,
    Queue: lanes.floor - 8,
  };
  for (const [name, y] of Object.entries(names)) write(picture, name, 0, y, palette.muted);
  Object.values(spanLanes).forEach((name, index) => {
    write(picture, name, 0, lanes.spans + (index + 0.5) * lanes.spanHeight, palette.muted);
  });
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
  drawAds(picture);
  drawSpans(picture);
  drawSessions(picture);
  drawEvents(picture);
  drawNow(picture);
  drawNames(picture);
}
