import { html } from 'ghtml';
import { duration } from '../report/wording.mjs';
import { lanesOf, offset, playbackBars, stateWords } from './lanes.mjs';
import { plot } from './plot.mjs';

/**
 * @import { IntervalState } from '../report/intervals.mjs'
 * @import { SessionReport } from '../report/session-report.mjs'
 * @import { Bar, Lane } from './lanes.mjs'
 */

/** @param {{ from: number, to: number }} span @param {number} startedAt */
const when = ({ from, to }, startedAt) => `${offset(from - startedAt)} to ${offset(to - startedAt)}`;

/** @param {SessionReport} report @returns {Bar[]} */
const adBars = ({ adBreaks, startedAt }) =>
  adBreaks.flatMap(({ ads }) =>
    ads.map(({ id, name, from, to, outcome }) => ({
      ...{ from, to, kind: outcome === 'completed' ? 'ad' : 'ad cut', label: name ?? id },
      text: `${name ?? id}, ${outcome}, ${when({ from, to }, startedAt)}`,
    })),
  );

/** @param {SessionReport} report @returns {Bar[]} */
const chapterBars = ({ chapters, startedAt }) =>
  chapters.map(({ index, name, from, to, outcome }) => ({
    ...{ from, to, kind: 'chapter', label: name ?? `Chapter ${index}` },
    text: `${name ?? `Chapter ${index}`}, ${outcome}, ${when({ from, to }, startedAt)}`,
  }));

/** @param {SessionReport} report @returns {Lane[]} */
const stateLanes = ({ states, startedAt }) =>
  states.map(({ name, spans }) => ({
    name,
    bars: spans.map((span) => ({ ...span, kind: 'state', text: `on ${when(span, startedAt)}` })),
  }));

/** @param {SessionReport} report @returns {Lane[]} */
function lanes(report) {
  const all = [
    { name: 'Playback', bars: playbackBars(report) },
    { name: 'Ads', bars: adBars(report) },
    { name: 'Chapters', bars: chapterBars(report) },
    ...stateLanes(report),
  ];
  return all.filter(({ bars }) => bars.length > 0);
}

/** @type {[IntervalState, keyof SessionReport['times']][]} */
const parts = [
  ['playing', 'content'],
  ['ad', 'ads'],
  ['paused', 'paused'],
  ['buffering', 'buffering'],
  ['stalled', 'stalled'],
  ['starting', 'starting'],
  ['break', 'betweenAds'],
];

/** @param {SessionReport} report */
const legend = ({ times }) =>
  html`<ul class="legend">
    !${parts
      .filter(([, time]) => times[time] >= 0.05)
      .map(([state, time]) => html`<li class="${state}">${stateWords[state]} <b>${duration(times[time])}</b></li>`)}
  </ul>`;

/** @param {SessionReport} report */
export const courseSection = (report) =>
  html`<section aria-labelledby="course">
    <h2 id="course">What happened when</h2>
    !${legend(report)} !${lanesOf(lanes(report), { from: report.startedAt, to: report.endedAt })}
    !${plot('playhead', 'Playhead over the time since the start')}
  </section>`;
