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

/** What goes on beside playback, a lane each: what it is, and what it is called. */
export const spanLanes = {
  chapter: 'Chapters',
  rendition: 'Rendition',
  fullScreen: 'Full screen',
  mute: 'Mute',
  closedCaptioning: 'Captions',
  pictureInPicture: 'PiP',
  inFocus: 'In focus',
  state: 'Own states',
};

const spans = 26;
const spanHeight = 15;
/** Where the events begin. */
const top = spans + Object.keys(spanLanes).length * spanHeight;

/** Where the lanes lie, in px from the top. */
export const lanes = {
  band: 4,
  bandHeight: 18,
  ads: 26,
  adsHeight: 14,
  spans,
  spanHeight,
  names: top + 14,
  happened: top + 44,
  lost: top + 98,
  server: top + 146,
  sessions: top + 160,
  depth: top + 200,
  floor: top + 250,
  axis: top + 266,
  height: top + 276,
};

/** @param {Picture} picture @param {string} text @param {number} x @param {number} y @param {string} colour @param {CanvasTextAlign} [align] */
export function write({ ctx, font }, text, x, y, colour, align = 'left') {
  ctx.font = font;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y);
}
