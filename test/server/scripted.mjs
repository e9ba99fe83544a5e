import { reportSession } from '../../demo/server/report/session-report.mjs';
import { ad, adBreak, chapter, requiredParams } from './support.mjs';

/**
 * @import { Entry } from '../../demo/server/ledger.mjs'
 * @import { SessionReport } from '../../demo/server/report/session-report.mjs'
 *
 * @typedef {Partial<Entry> & { at?: number }} EntryChange  `at`: when it arrived, in seconds
 */

/** What the scripts count from. */
export const epoch = Date.UTC(2026, 0, 1, 12);

/** @type {Record<string, object>} */
const usual = {
  sessionStart: { params: requiredParams },
  adBreakStart: { params: adBreak },
  adStart: { params: ad },
  chapterStart: { params: chapter },
};

/** @param {string} line  `seconds type@playhead {members}` */
function toEvent(line) {
  const [, seconds, eventType = '', playhead, json] = /^([\d.]+) (\w+)@([\d.]+)(?: (.*))?$/.exec(line) ?? [];
  if (seconds === undefined) throw new SyntaxError(`not a line of a script: ${line}`);
  const { params, ...members } = JSON.parse(json ?? '{}');
  /** @type {any} */
  const given = usual[eventType] ?? {};
  const all = { ...given.params, ...params };
  const ts = epoch + Math.round(Number(seconds) * 1_000);
  const withParams = Object.keys(all).length > 0 ? { params: all } : {};
  return { eventType, playerTime: { playhead: Number(playhead), ts }, ...withParams, ...members };
}

/** @param {any} body @param {number} index @param {EntryChange} [change] @returns {Entry} */
export function toEntry(body, index, { at, ...change } = {}) {
  const receivedAt = at === undefined ? body.playerTime.ts + 20 : epoch + at * 1_000;
  const route = body.eventType === 'sessionStart' ? 'sessions' : 'events';
  const outcome = { status: route === 'sessions' ? 201 : 204, answered: true, fault: null, problems: [], warnings: [] };
  const arrival = { seq: index + 1, receivedAt, decidedAt: receivedAt + 1, route, sessionId: 's', body };
  return /** @type {Entry} */ ({ ...arrival, rawBody: JSON.stringify(body), ...outcome, ...change });
}

/**
 * The ledger of a session, in order of arrival. A line that begins with `every` repeats pings: `every 10 from 30@8 to 60@38`.
 *
 * @param {string} script
 */
export const bodiesOf = (script) =>
  script
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .flatMap((line) => (line.startsWith('every') ? pings(line) : [toEvent(line)]));

/** @param {string} line */
function pings(line) {
  const [, every = 0, from = 0, at = 0, to = 0, end = 0] =
    /^every (\S+) from (\S+)@(\S+) to (\S+)@(\S+)$/.exec(line)?.map(Number) ?? [];
  const count = Math.round((to - from) / every);
  return Array.from({ length: count + 1 }, (_, i) =>
    toEvent(`${from + i * every} ping@${Number((at + (i * (end - at)) / Math.max(1, count)).toFixed(3))}`),
  );
}

/** @param {string} script @returns {Entry[]} */
export const entriesOf = (script) => bodiesOf(script).map((body, index) => toEntry(body, index));

/** @param {Entry[]} entries @param {number} [at]  seconds: when it is asked for @returns {SessionReport} */
export function reportOf(entries, at = 86_400) {
  const report = reportSession('s', entries, epoch + at * 1_000);
  if (!report) throw new Error('no session');
  return report;
}

/** @param {string} script @param {number} [at] */
export const reportScript = (script, at) => reportOf(entriesOf(script), at);

/** Adobe's "view to end of content". */
export const publishedTimeline = `
  0 sessionStart@0
  0.001 adBreakStart@0
  0.002 adStart@0
  every 1 from 1@0 to 14@0
  15 adComplete@0
  15.001 adStart@0 {"params":{"media.ad.id":"ad-2","media.ad.length":7,"media.ad.podPosition":2}}
  every 1 from 16@0 to 21@0
  22 adComplete@0
  22.001 adBreakComplete@0
  22.002 play@0
  30 ping@8
  33 bufferStart@11
  36 play@11
  40 ping@15
  46 adBreakStart@21 {"params":{"media.ad.podIndex":1,"media.ad.podSecond":21}}
  46.001 adStart@21 {"params":{"media.ad.id":"ad-3","media.ad.length":8}}
  every 1 from 47@21 to 53@21
  54 adComplete@21
  54.001 adBreakComplete@21
  60 ping@27
  64 pauseStart@31
  70 ping@31
  74 play@31
  80 ping@37
  88 sessionComplete@45
`;

/** A viewing with something of everything in it. */
export const fullViewing = `
  0 sessionStart@0 {"params":{"media.name":"Tide tables","media.show":"Coast","visitor.marketingCloudUserId":"1234567890"},"customMetadata":{"section":"nature"}}
  0.05 stateStart@0 {"params":{"media.state.name":"mute"}}
  0.4 adBreakStart@0 {"params":{"media.ad.podFriendlyName":"Pre-roll"}}
  0.401 adStart@0 {"params":{"media.ad.name":"Harbour coffee"}}
  every 1 from 1.4@0 to 14.4@0
  15.4 adComplete@0
  15.401 adStart@0 {"params":{"media.ad.id":"ad-2","media.ad.name":"Wool & salt","media.ad.length":8,"media.ad.podPosition":2}}
  every 1 from 16.4@0 to 19.4@0
  19.9 adSkip@0
  19.901 adBreakComplete@0
  20.6 play@0 {"qoeData":{"media.qoe.bitrate":800000,"media.qoe.timeToStart":1101,"media.qoe.framesPerSecond":25}}
  20.601 chapterStart@0 {"params":{"media.chapter.friendlyName":"Low water","media.chapter.length":20}}
  24.1 stateEnd@3.5 {"params":{"media.state.name":"mute"}}
  25 stateStart@4.4 {"params":{"media.state.name":"fullScreen"}}
  30.6 ping@10
  33 bufferStart@12.4
  36.2 play@12.4
  38 bitrateChange@14.2 {"qoeData":{"media.qoe.bitrate":2400000,"media.qoe.droppedFrames":2}}
  40.6 ping@16.8
  43.8 chapterComplete@20
  43.801 chapterStart@20 {"params":{"media.chapter.index":2,"media.chapter.offset":20,"media.chapter.friendlyName":"The turn"}}
  50.6 ping@26.8
  53 pauseStart@29.2
  60.6 ping@29.2
  66 play@29.2
  70.6 ping@33.8
  72 chapterSkip@35.2
  72.001 pauseStart@35.2
  72.6 play@8
  72.601 chapterStart@8 {"params":{"media.chapter.friendlyName":"Low water","media.chapter.length":20}}
  80.6 ping@16 {"qoeData":{"media.qoe.droppedFrames":7}}
  84.6 chapterComplete@20
  84.601 chapterStart@20 {"params":{"media.chapter.index":2,"media.chapter.offset":20,"media.chapter.friendlyName":"The turn"}}
  88 stateEnd@23.4 {"params":{"media.state.name":"fullScreen"}}
  90.6 ping@26
  95 chapterSkip@30.4
  95.001 pauseStart@30.4
  95.5 play@50
  100.6 ping@55.1
  105.6 sessionComplete@60.1
`;

/** What a tracker of little care sends. */
export const carelessViewing = `
  0 sessionStart@0 {"params":{"media.name":"Sea fog","media.length":0}}
  1 play@0
  11 ping@10
  21 ping@10
  31 ping@48
  80 ping@97
  81 play@98
  82 adStart@99
  92 adComplete@109
  93 pauseStart@110
  103 ping@120
`;
