import { lanes, write } from './timeline-picture.js';

/** @import { Picture } from './timeline-picture.js' */

/** A break is framed, each ad in it is solid and has its name. @param {Picture} picture */
export function drawAds(picture) {
  const { ctx, ads, now, x, palette, left } = picture;
  const { ads: y, adsHeight: height } = lanes;
  for (const { from, to, label } of ads) {
    const x1 = Math.max(left, x(from));
    const width = x(to ?? now) - x1;
    if (width <= 0) continue;
    ctx.fillStyle = ctx.strokeStyle = palette.queue;
    ctx.lineWidth = 1;
    if (label === null) ctx.strokeRect(x1 + 0.5, y + 0.5, width - 1, height - 1);
    else ctx.fillRect(x1 + 2, y + 2, Math.max(1, width - 4), height - 4);
    if (label === null || width < ctx.measureText(label).width + 14) continue;
    ctx.fillStyle = palette.panel;
    ctx.fillRect(x1 + 5, y + 1, ctx.measureText(label).width + 6, height - 2);
    write(picture, label, x1 + 8, y + height / 2 + 0.5, palette.ink);
  }
}
