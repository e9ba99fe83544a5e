/**
 * @import { Row } from './log.js'
 * @import { AdSpan, StateChange } from './stage.js'
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
 * @property {AdSpan[]} ads
 * @property {{ at: number, value: number }[]} depth
 * @property {Map<string, number>} closedAt
 */

/** Where the lanes lie, in px from the top. */
export const lanes = {
  band: 4,
  bandHeight: 18,
  ads: 26,
  adsHeight: 14,
  names: 54,
  happened: 84,
  server: 186,
  sessions: 200,
  depth: 240,
  floor: 290,
  axis: 306,
  height: 316,
};

/** @param {Picture} picture @param {string} text @param {number} x @param {number} y @param {string} colour @param {CanvasTextAlign} [align] */
export function write({ ctx, font }, text, x, y, colour, align = 'left') {
  ctx.font = font;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y);
}
