import { contentScale } from './content-section.mjs';

/**
 * The columns that uPlot draws: x first. Times in seconds since the start of the session.
 *
 * @import { SessionReport } from '../report/session-report.mjs'
 *
 * @typedef {(number | null)[][]} Columns
 * @typedef {object} PlotData
 * @property {number} duration  of the session
 * @property {boolean} isLive
 * @property {{ from: number, to: number }} content
 * @property {{ percent: number, second: number }[]} markers
 * @property {{ playhead: Columns, seen: Columns, bitrate: Columns, delay: Columns }} plots
 */

/** @param {SessionReport} report @returns {PlotData} */
export function plotData(report) {
  const { startedAt, endedAt, isLive, events, timesSeen, quality, markers } = report;
  const since = (/** @type {number} */ ts) => (ts - startedAt) / 1_000;
  const content = report.segments.length > 0 ? contentScale(report) : { from: 0, to: 1 };
  const bitrates = quality.samples.filter(({ bitrate }) => bitrate !== null);
  return {
    ...{ duration: since(endedAt), isLive, content },
    markers: markers.map(({ percent, second }) => ({ percent, second })),
    plots: {
      playhead: [events.map(({ ts }) => since(ts)), events.map(({ playhead }) => playhead)],
      seen: [
        [...timesSeen.map(({ second }) => second), content.to],
        [...timesSeen.map(({ times }) => times), 0],
      ],
      bitrate: [
        [...bitrates.map(({ ts }) => since(ts)), since(endedAt)],
        [...bitrates, bitrates.at(-1)].map((sample) => (sample?.bitrate ?? 0) / 1_000),
      ],
      delay: [events.map(({ ts }) => since(ts)), events.map(({ ts, receivedAt }) => (receivedAt - ts) / 1_000)],
    },
  };
}
