import { html } from 'ghtml';
import { duration } from '../report/wording.mjs';

/**
 * @import { SessionReport } from '../report/session-report.mjs'
 *
 * @typedef {{ name: string, value: string, note?: string, kind?: string }} Figure
 */

/** @param {number} part @param {number} whole */
const share = (part, whole) => `${Math.round((100 * part) / whole)} %`;

/** @param {SessionReport} report @returns {Figure[]} */
function timeFigures({ times, length, isLive, contentSegment }) {
  const ofContent = isLive || !(length > 0) ? '' : `${share(times.unique, length)} of the content`;
  return [
    { name: 'Content time spent', value: duration(times.content), kind: 'playing' },
    { name: 'Unique time played', value: duration(times.unique), note: ofContent, kind: 'playing' },
    { name: 'Ad time spent', value: duration(times.ads), kind: 'ad' },
    { name: 'Media time spent', value: duration(times.media), note: 'content and ads' },
    { name: 'Content segment', value: contentSegment ?? 'none', note: 'minutes, in steps of five' },
  ];
}

/** @param {SessionReport} report @returns {Figure[]} */
function interruptionFigures({ interruptions: { pauses, buffers, stalls }, seeks }) {
  const seeking = seeks.length > 0 ? `, ${seeks.length} by seeking` : '';
  /** @type {Figure[]} */
  const figures = [
    { name: 'Pause events', value: String(pauses.count), note: `${duration(pauses.time)}${seeking}`, kind: 'paused' },
    { name: 'Buffer events', value: String(buffers.count), note: duration(buffers.time), kind: 'buffering' },
  ];
  if (stalls.count === 0) return figures;
  return [
    ...figures,
    { name: 'Stalls, untold', value: String(stalls.count), note: duration(stalls.time), kind: 'stalled' },
  ];
}

/** @param {SessionReport} report @returns {Figure[]} */
function adFigures({ adBreaks, chapters }) {
  const ads = adBreaks.flatMap((each) => each.ads);
  const ended = (/** @type {string} */ outcome) => ads.filter((ad) => ad.outcome === outcome).length;
  const finished = chapters.filter(({ outcome }) => outcome === 'completed').length;
  return [
    {
      name: 'Ads completed',
      value: `${ended('completed')} of ${ads.length}`,
      note: `${ended('skipped')} skipped`,
      kind: 'ad',
    },
    { name: 'Chapters completed', value: `${finished} of ${chapters.length}`, kind: 'chapter' },
  ];
}

/** @param {Figure} figure */
const tile = ({ name, value, note = '', kind = '' }) =>
  html`<div class="${kind}">
    <dt>${name}</dt>
    <dd>${value}<small>${note}</small></dd>
  </div>`;

/** @param {SessionReport} report */
export const figuresSection = (report) =>
  html`<section class="figures" aria-label="Figures">
    <dl class="tiles">
      !${[timeFigures, interruptionFigures, adFigures].flatMap((figures) => figures(report)).map(tile)}
    </dl>
  </section>`;
