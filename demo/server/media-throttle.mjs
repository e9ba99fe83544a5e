import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {object} Throttle  read anew for every piece sent, so that a running download can be stalled and let go
 * @property {number} bps  bits per second; 0: as fast as it goes
 * @property {number} delayMs  before the first byte of a media file
 */

const mediaFiles = /\.(ts|m4s|mp4|m4a|webm|mp3|aac|ogg)$/;
const piecesPerSecond = 10;

/** @param {string} path */
export const isMedia = (path) => mediaFiles.test(path);

/** @param {AsyncIterable<Buffer>} source @param {Throttle} throttle */
async function* trickle(source, throttle) {
  if (throttle.delayMs > 0) await sleep(throttle.delayMs);
  for await (const chunk of source) {
    for (let sent = 0; sent < chunk.length;) {
      const { bps } = throttle;
      const size = bps > 0 ? Math.max(1, Math.floor(bps / 8 / piecesPerSecond)) : chunk.length;
      const piece = chunk.subarray(sent, sent + size);
      sent += piece.length;
      if (bps > 0) await sleep((piece.length * 8_000) / bps);
      yield piece;
    }
  }
}

/** @param {AsyncIterable<Buffer>} source @param {Throttle} throttle */
export const throttled = (source, throttle) => Readable.from(trickle(source, throttle), { objectMode: false });
