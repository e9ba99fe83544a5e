import { html } from 'ghtml';
import { duration, position } from '../report/wording.mjs';
import { lanesOf, offset } from './lanes.mjs';
import { plot } from './plot.mjs';

/**
 * @import { ProgressMarker } from '../report/seen.mjs'
 * @import { SessionReport } from '../report/session-report.mjs'
 * @import { Scale } from './lanes.mjs'
 */

/** @param {SessionReport} report @returns {Scale} */
export function contentScale({ length, isLive, segments }) {
  if (!isLive && length > 0) return { from: 0, to: length };
  return {
    from: Math.min(...segments.map(({ from }) => from)),
    to: Math.max(...segments.map(({ to }) => to)),
  };
}

/** @param {ProgressMarker} marker @param {number} startedAt */
function marker({ percent, second, outcome, ts }, startedAt) {
  const words = {
    played: ts === null ? 'played' : `played at +${offset(ts - startedAt)}`,
    jumped: 'passed, not played',
    missed: 'not reached',
  };
  return html`<li class="${outcome}">
    <b>${percent} %</b> <span>${position(second)}</span> <span>${words[outcome]}</span>
  </li>`;
}

/** @param {SessionReport} report */
const markers = ({ markers, startedAt }) =>
  markers.length > 0
    ? html`<ol class="markers" aria-label="Progress markers">
        !${markers.map((each) => marker(each, startedAt))}
      </ol>`
    : '';

/** @param {SessionReport} report */
const sentence = ({ segments }) =>
  `Seen, in this order: ${segments.map(({ from, to }) => `${position(from)} to ${position(to)}`).join(', ')}.`;

/** @param {SessionReport} report */
function seen(report) {
  const bars = report.parts.map(({ from, to }) => ({
    ...{ from, to, kind: 'playing' },
    text: `${position(from)} to ${position(to)}, ${duration(to - from)}`,
  }));
  return html`!${lanesOf([{ name: 'Seen', bars }], contentScale(report))}
    !${plot('seen', 'How often each part was seen')}
    <p class="sentence">${sentence(report)}</p>`;
}

/** @param {SessionReport} report */
export const contentSection = (report) =>
  html`<section aria-labelledby="content">
    <h2 id="content">Content and progress</h2>
    !${report.segments.length > 0 ? seen(report) : html`<p class="empty">No content was played.</p>`}
    !${markers(report)}
    !${
      report.markers.some(({ outcome }) => outcome === 'jumped')
        ? html`<p class="hint">
            Adobe's pages disagree on whether a marker that was passed without playing, as by a seek, counts.
          </p>`
        : ''
    }
  </section>`;
