import { html } from 'ghtml';
import { position } from '../report/wording.mjs';
import { offset } from './lanes.mjs';
import { plot } from './plot.mjs';

/** @import { SessionReport } from '../report/session-report.mjs' */

const untold = 'not told';

/** @param {number | null} value @param {(value: number) => string} write */
const orUntold = (value, write) => (value === null ? untold : write(value));

/** @param {number} bitsPerSecond */
const bitrate = (bitsPerSecond) => `${Math.round(bitsPerSecond / 1_000)} kbit/s`;

/** @param {SessionReport} report */
function facts({ quality, delivery }) {
  const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`;
  return [
    ['Time to start', orUntold(quality.timeToStart, ms)],
    ['Start as measured from the events', orUntold(quality.measuredStart, ms)],
    ['Average bitrate', orUntold(quality.averageBitrate, bitrate)],
    ['Bitrate changes', String(quality.bitrateChanges)],
    ['Dropped frames', orUntold(quality.droppedFrames, String)],
    ['Frames per second', orUntold(quality.framesPerSecond, String)],
    ['Error events', String(quality.errors.length)],
    ['Time on the way, median', orUntold(delivery.medianDelayMs, ms)],
    ['Time on the way, longest', orUntold(delivery.longestDelayMs, ms)],
    ['Delivered more than once', String(delivery.doubles)],
    ['Requests refused or failed', String(delivery.refused)],
  ];
}

/** @param {SessionReport} report */
function errors({ quality, startedAt }) {
  const list = quality.errors.map(
    ({ id, source, ts, playhead }) =>
      html`<li><code>${id}</code> from the ${source}, +${offset(ts - startedAt)}, at ${position(playhead)}</li>`,
  );
  return list.length > 0
    ? html`<h3>Errors</h3>
        <ul class="plain">
          !${list}
        </ul>`
    : '';
}

/** @param {SessionReport} report */
export const qualitySection = (report) =>
  html`<section aria-labelledby="quality">
    <h2 id="quality">Quality and delivery</h2>
    <dl class="facts">
      !${facts(report).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    !${errors(report)}
    !${report.quality.samples.some(({ bitrate }) => bitrate !== null) ? plot('bitrate', 'Bitrate, in kbit/s') : ''}
    !${plot('delay', 'How long each event was on its way')}
  </section>`;
