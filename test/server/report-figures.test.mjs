import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { epoch, publishedTimeline, reportScript } from './scripted.mjs';

/** Seconds by which a figure may differ from the truth. */
const tolerance = 0.5;

/** @param {object} told @param {Record<string, number>} truth */
function assertFigures(told, truth) {
  for (const [name, expected] of Object.entries(truth)) {
    const figure = /** @type {Record<string, number>} */ (told)[name] ?? NaN;
    assert.ok(Math.abs(figure - expected) <= tolerance, `${name} is told as ${figure}, was ${expected}`);
  }
}

/** @param {string} script @param {Record<string, number>} truth */
function assertTimes(script, truth) {
  const report = reportScript(script);
  assertFigures(report.times, truth);
  const { session, content, ads, starting, paused, buffering, stalled, betweenAds } = report.times;
  const sum = content + ads + starting + paused + buffering + stalled + betweenAds;
  assert.ok(Math.abs(session - sum) < 0.001, `the parts add up to ${sum}, the session is ${session}`);
  return report;
}

/** Seconds since the start of the script. @param {number | null} ts */
const second = (ts) => (ts === null ? null : (ts - epoch) / 1_000);

describe('a session played to its end', () => {
  const script = `
    0 sessionStart@0
    1.2 play@0
    every 10 from 11.2@10 to 51.2@50
    61.2 sessionComplete@60`;

  it('is told with its times', () => {
    const truth = { session: 61.2, starting: 1.2, content: 60, media: 60, unique: 60, ads: 0, paused: 0, buffering: 0 };
    const report = assertTimes(script, truth);
    assert.equal(report.ending, 'completed');
    assert.equal(report.contentStarted, true);
  });

  it('passes every progress marker, each when the playhead did', () => {
    const { markers } = reportScript(script);
    assert.deepEqual(
      markers.map(({ percent, outcome }) => [percent, outcome]),
      [10, 25, 50, 75, 95].map((percent) => [percent, 'played']),
    );
    markers.forEach(({ percent, ts }) => assertFigures({ at: second(ts) }, { at: 1.2 + 0.603 * percent }));
  });

  it('is one segment of content', () => {
    const { segments, contentSegment } = reportScript(script);
    assert.deepEqual(
      segments.map(({ from, to }) => [from, to]),
      [[0, 60]],
    );
    assert.equal(contentSegment, '[0-5]');
  });
});

describe('pauses and stalls', () => {
  const script = `
    0 sessionStart@0
    0.5 play@0
    10.5 ping@10
    15.5 pauseStart@15
    20.5 ping@15
    22.5 play@15
    30.5 ping@23
    32.5 bufferStart@25
    36 play@25
    41 bufferStart@30
    42 pauseStart@30
    50 play@30
    60 sessionEnd@40`;

  it('are no time spent', () => {
    assertTimes(script, { session: 60, content: 40, unique: 40, paused: 7 + 8, buffering: 3.5 + 1, starting: 0.5 });
  });

  it('are counted and timed, each', () => {
    const { pauses, buffers, stalls } = reportScript(script).interruptions;
    assert.deepEqual([pauses.count, buffers.count, stalls.count], [2, 2, 0]);
    assertFigures(pauses, { time: 15 });
    assertFigures(buffers, { time: 4.5 });
    assert.deepEqual(
      pauses.list.map(({ from, to }) => [second(from), second(to)]),
      [
        [15.5, 22.5],
        [42, 50],
      ],
    );
  });

  it('do not divide what was seen', () => {
    const { segments } = reportScript(script);
    assert.deepEqual(
      segments.map(({ from, to }) => [from, to]),
      [[0, 40]],
    );
  });

  it('are stalls, too, where the playhead stands still without a word', () => {
    const report = assertTimes(
      `0 sessionStart@0
      1 play@0
      11 ping@10
      21 ping@10
      31 ping@20
      32 sessionEnd@21`,
      { content: 21, stalled: 10, unique: 21, buffering: 0 },
    );
    assert.equal(report.interruptions.stalls.count, 1);
  });

  it('count as often as pauseStart came, as in the backend', () => {
    const { pauses } = reportScript(`
      0 sessionStart@0
      1 play@0
      5 pauseStart@4
      6 pauseStart@4
      9 play@4
      12 sessionEnd@7`).interruptions;
    assert.equal(pauses.count, 2);
    assertFigures(pauses, { time: 4 });
  });
});

describe('seeks', () => {
  const script = `
    0 sessionStart@0
    1 play@0
    6 pauseStart@5
    6.4 play@40
    11.4 pauseStart@45
    12 play@2
    20 sessionEnd@10`;

  it('are pauses that end elsewhere', () => {
    const { seeks } = reportScript(script);
    assert.deepEqual(
      seeks.map(({ ts, from, to }) => [second(ts), from, to]),
      [
        [6, 5, 40],
        [11.4, 45, 2],
      ],
    );
  });

  it('divide what was seen, and what was seen twice counts once as unique', () => {
    // 0 to 5, 40 to 45, 2 to 10: of the last, 3 s had been seen.
    const report = assertTimes(script, { content: 18, unique: 15, paused: 1 });
    assert.deepEqual(
      report.segments.map(({ from, to }) => [from, to]),
      [
        [0, 5],
        [40, 45],
        [2, 10],
      ],
    );
    assert.deepEqual(report.parts, [
      { from: 0, to: 10 },
      { from: 40, to: 45 },
    ]);
    assert.deepEqual(report.timesSeen, [
      { second: 0, times: 1 },
      { second: 2, times: 2 },
      { second: 5, times: 1 },
      { second: 10, times: 0 },
      { second: 40, times: 1 },
      { second: 45, times: 0 },
    ]);
  });

  it('divide it however short they are', () => {
    const { segments, times } = reportScript(
      '0 sessionStart@0\n1 play@0\n6 pauseStart@5\n6.3 play@8\n10.3 sessionEnd@12',
    );
    assert.deepEqual(
      segments.map(({ from, to }) => [from, to]),
      [
        [0, 5],
        [8, 12],
      ],
    );
    assertFigures(times, { unique: 9 });
  });

  it('jump over progress markers without playing them', () => {
    // Of 60.3 s: 6.03 played on the way back, 15.08 and 30.15 jumped over, 45.23 not reached.
    const outcomes = reportScript(script).markers.map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ['played', 'jumped', 'jumped', 'missed', 'missed']);
    assertFigures({ at: second(reportScript(script).markers[0]?.ts ?? null) }, { at: 16.03 });
  });
});

describe("Adobe's published timeline", () => {
  it('is told with its times', () => {
    const truth = { session: 88, content: 45, ads: 30, media: 75, unique: 45, paused: 10, buffering: 3 };
    assertTimes(publishedTimeline, truth);
  });

  it('is told with its ads', () => {
    const { adBreaks } = reportScript(publishedTimeline);
    assert.deepEqual(
      adBreaks.map(({ index, second, outcome, ads }) => [index, second, outcome, ads.map(({ id }) => id)]),
      [
        [0, 0, 'completed', ['ad-1', 'ad-2']],
        [1, 21, 'completed', ['ad-3']],
      ],
    );
    const ads = adBreaks.flatMap(({ ads }) => ads);
    assert.deepEqual(
      ads.map(({ outcome, position }) => [outcome, position]),
      [
        ['completed', 1],
        ['completed', 2],
        ['completed', 1],
      ],
    );
    ads.forEach((ad, index) => assertFigures(ad, { timeSpent: [15, 7, 8][index] ?? NaN }));
  });

  it('is told with its progress', () => {
    const { markers } = reportScript(publishedTimeline);
    assert.deepEqual(
      markers.map(({ outcome }) => outcome),
      ['played', 'played', 'played', 'missed', 'missed'],
    );
    const truth = [28.03, 40.08, 63.15];
    truth.forEach((at, index) => assertFigures({ at: second(markers[index]?.ts ?? null) }, { at }));
  });
});

describe('ads', () => {
  it('that are paused, skipped, replaced or left open', () => {
    const report = assertTimes(
      `0 sessionStart@0
      1 play@0
      5 adBreakStart@4
      5.001 adStart@4
      8 pauseStart@4
      12 play@4
      14 adSkip@4
      14.2 adStart@4 {"params":{"media.ad.id":"ad-2"}}
      18.2 adStart@4 {"params":{"media.ad.id":"ad-3"}}
      20.2 adBreakComplete@4
      20.3 play@4
      25.3 adBreakStart@9
      25.4 adStart@9 {"params":{"media.ad.id":"ad-4"}}
      27.4 ping@9`,
      { content: 4 + 5, ads: 3 + 2 + 4 + 2 + 2, paused: 4, betweenAds: 0.2 },
    );
    const ads = report.adBreaks.flatMap(({ ads }) => ads);
    assert.deepEqual(
      ads.map(({ id, outcome }) => [id, outcome]),
      [
        ['ad-1', 'skipped'],
        ['ad-2', 'skipped'],
        ['ad-3', 'skipped'],
        ['ad-4', 'open'],
      ],
    );
    ads.forEach((ad, index) => assertFigures(ad, { timeSpent: [5, 4, 2, 2][index] ?? NaN }));
    assert.equal(report.adBreaks[1]?.outcome, 'open');
  });

  it('outside a break are main content', () => {
    const report = assertTimes(
      `0 sessionStart@0
      1 play@0
      5 adStart@4
      7 pauseStart@6
      9 play@6
      12 adComplete@9
      15 sessionEnd@12`,
      { content: 12, ads: 0, paused: 2 },
    );
    assert.deepEqual(report.adBreaks, []);
  });

  it('only, of a viewer who left at the pre-roll, are no content start', () => {
    const report = assertTimes(
      `0 sessionStart@0
      1 adBreakStart@0
      1.001 adStart@0
      4 ping@0
      6 adSkip@0
      6.001 adBreakComplete@0
      6.002 sessionEnd@0`,
      { content: 0, ads: 5, media: 5, starting: 1 },
    );
    assert.equal(report.contentStarted, false);
    assert.equal(report.contentSegment, null);
    assert.deepEqual(
      report.markers.map(({ outcome }) => outcome),
      Array(5).fill('missed'),
    );
  });
});

describe('chapters', () => {
  it('are told with how they ended and what was played of them', () => {
    const report = assertTimes(
      `0 sessionStart@0
      1 play@0
      1.001 chapterStart@0 {"params":{"media.chapter.friendlyName":"Intro"}}
      11 pauseStart@10
      15 play@10
      35 chapterComplete@30
      35.001 chapterStart@30 {"params":{"media.chapter.index":2,"media.chapter.offset":30}}
      38 adBreakStart@33
      38.001 adStart@33
      45 adComplete@33
      45.001 adBreakComplete@33
      45.002 play@33
      47 chapterSkip@35
      47.001 pauseStart@35
      47.5 play@3
      47.501 chapterStart@3
      50.5 sessionEnd@6`,
      { content: 30 + 3 + 2 + 3, ads: 7, paused: 4.5 },
    );
    assert.deepEqual(
      report.chapters.map(({ index, name, outcome }) => [index, name, outcome]),
      [
        [1, 'Intro', 'completed'],
        [2, null, 'skipped'],
        [1, null, 'open'],
      ],
    );
    report.chapters.forEach((each, index) => assertFigures(each, { timeSpent: [30, 5, 3][index] ?? NaN }));
  });
});

describe('player states', () => {
  it('are counted and timed, those that are still on until the end', () => {
    const { states } = reportScript(`
      0 sessionStart@0
      0.1 stateStart@0 {"params":{"media.state.name":"mute"}}
      1 play@0
      4 stateEnd@3 {"params":{"media.state.name":"mute"}}
      6 stateStart@5 {"params":{"media.state.name":"fullScreen"}}
      8 stateStart@7 {"params":{"media.state.name":"mute"}}
      9 stateEnd@8 {"params":{"media.state.name":"mute"}}
      12 sessionEnd@11`);
    assert.deepEqual(
      states.map(({ name, count }) => [name, count]),
      [
        ['mute', 2],
        ['fullScreen', 1],
      ],
    );
    states.forEach((state, index) => assertFigures(state, { time: [4.9, 6][index] ?? NaN }));
  });
});

describe('what comes after the end', () => {
  const mute = '{"params":{"media.state.name":"mute"}}';
  const report = reportScript(`
    0 sessionStart@0
    1 play@0
    1.001 chapterStart@0
    2 stateStart@1 ${mute}
    5 adBreakStart@4
    5.001 adStart@4
    60 sessionComplete@4
    61 pauseStart@4
    62 stateEnd@4 ${mute}
    63 stateStart@4 {"params":{"media.state.name":"fullScreen"}}
    64 chapterComplete@4
    65 adComplete@4
    66 adBreakComplete@4
    70 ping@50 {"qoeData":{"media.qoe.droppedFrames":9}}
    160 sessionEnd@58`);

  it('prolongs nothing that was open then', () => {
    const { endedAt, states, chapters, adBreaks } = report;
    assert.equal(second(endedAt), 60);
    assert.deepEqual(
      states.map(({ name, time }) => [name, time]),
      [['mute', 58]],
    );
    const spans = [...chapters, ...adBreaks, ...adBreaks.flatMap(({ ads }) => ads)];
    assert.deepEqual(
      spans.map(({ to, outcome }) => [second(to), outcome]),
      Array(3).fill([60, 'open']),
    );
  });

  it('adds nothing to the other figures, and completes no ad', () => {
    const { interruptions, markers, quality, findings } = report;
    assert.equal(interruptions.pauses.count, 0);
    assert.deepEqual(
      markers.map(({ outcome }) => outcome),
      Array(5).fill('missed'),
    );
    assert.equal(quality.droppedFrames, null);
    assert.ok(!findings.some(({ rule }) => rule === 'Ad lengths'));
  });
});

describe('quality', () => {
  const { quality } = reportScript(`
    0 sessionStart@0
    0.5 adBreakStart@0
    0.501 adStart@0
    5.5 adComplete@0
    5.501 adBreakComplete@0
    7 play@0 {"qoeData":{"media.qoe.bitrate":800000,"media.qoe.timeToStart":2001,"media.qoe.framesPerSecond":25}}
    17 bitrateChange@10 {"qoeData":{"media.qoe.bitrate":2000000,"media.qoe.droppedFrames":3}}
    20 pauseStart@13
    25 play@13
    30 error@18 {"qoeData":{"media.qoe.errorID":"2","media.qoe.errorSource":"player"}}
    32 ping@20 {"qoeData":{"media.qoe.droppedFrames":7}}
    32.1 sessionEnd@20`);

  it('is told as last heard of', () => {
    const { timeToStart, droppedFrames, framesPerSecond, bitrateChanges } = quality;
    assert.deepEqual(
      { timeToStart, droppedFrames, framesPerSecond, bitrateChanges },
      {
        ...{ timeToStart: 2_001, droppedFrames: 7, framesPerSecond: 25, bitrateChanges: 1 },
      },
    );
  });

  it('averages the bitrate over what was played of each', () => {
    // 10 s of 800 kbit/s, 3 + 7 s of 2000.
    assert.ok(Math.abs((quality.averageBitrate ?? 0) - 1_400_000) < 10_000, `${quality.averageBitrate}`);
  });

  it('measures the start without the ads before it', () => {
    assert.ok(Math.abs((quality.measuredStart ?? 0) - 1_999) < 5, `${quality.measuredStart}`);
  });

  it('measures it though those ads were paused, stalled and played on', () => {
    const { measuredStart } = reportScript(`
      0 sessionStart@0
      0 adBreakStart@0
      0 adStart@0
      5 pauseStart@0
      15 play@0
      16 bufferStart@0
      18 play@0
      20 adComplete@0
      20 adBreakComplete@0
      21 play@0
      22 sessionEnd@1`).quality;
    assert.equal(measuredStart, 1_000);
  });

  it('measures no start where only an ad was played on', () => {
    const { measuredStart } = reportScript(`
      0 sessionStart@0
      1 adBreakStart@0
      1.001 adStart@0
      5 pauseStart@0
      6 play@0
      7 sessionEnd@0`).quality;
    assert.equal(measuredStart, null);
  });

  it('lists the errors', () => {
    assert.deepEqual(
      quality.errors.map(({ id, source, ts, playhead }) => [id, source, second(ts), playhead]),
      [['2', 'player', 30, 18]],
    );
  });
});

describe('sessions that are cut short', () => {
  it('count up to their last event where the end is missing', () => {
    const report = assertTimes(
      `0 sessionStart@0
      1 play@0
      every 10 from 11@10 to 31@30`,
      { session: 31, content: 30, unique: 30 },
    );
    assert.equal(report.ending, 'timedOut');
  });

  it('run on while the backend still waits for more', () => {
    const script = '0 sessionStart@0\n1 play@0\n11 ping@10';
    assert.equal(reportScript(script, 60).ending, 'running');
    assert.equal(reportScript(script, 612).ending, 'timedOut');
  });

  it('count nothing where only pings came: no one said that it plays', () => {
    const report = assertTimes(
      `0 sessionStart@0
      every 10 from 10@10 to 60@60`,
      { session: 60, starting: 60, content: 0, media: 0, unique: 0 },
    );
    assert.equal(report.contentStarted, false);
  });

  it('have no figures to go on where nothing followed the start', () => {
    const report = assertTimes('0 sessionStart@0', { session: 0, content: 0 });
    assert.equal(report.delivery.accepted, 1);
    assert.equal(report.endedAt, report.startedAt);
  });
});

describe('resumed sessions', () => {
  it('count what they saw themselves, from where they went on', () => {
    const report = assertTimes(
      `0 sessionStart@40 {"params":{"media.resume":true}}
      0.001 chapterStart@40 {"params":{"media.chapter.index":2,"media.chapter.offset":30}}
      0.4 play@40
      10.4 ping@50
      15.4 sessionComplete@55`,
      { content: 15, unique: 15, starting: 0.4 },
    );
    assert.equal(report.isResumed, true);
    // 45.23 of 60.3 played; what came before belongs to the session before.
    assert.deepEqual(
      report.markers.map(({ outcome }) => outcome),
      ['jumped', 'jumped', 'jumped', 'played', 'missed'],
    );
  });
});

describe('live', () => {
  it('counts over midnight, and has no progress markers', () => {
    const report = assertTimes(
      `0 sessionStart@86390 {"params":{"media.contentType":"live","media.length":86400}}
      1 play@86391
      5 ping@86395
      15 ping@5
      21 sessionEnd@11`,
      { content: 20, unique: 20 },
    );
    assert.deepEqual(report.markers, []);
    assert.deepEqual(
      report.segments.map(({ from, to }) => [from, to]),
      [
        [86391, 86400],
        [0, 11],
      ],
    );
  });
});

describe('speed', () => {
  it('changes what is seen in the time spent, not the time spent', () => {
    assertTimes(
      `0 sessionStart@0
      1 play@0
      11 ping@20
      16 sessionEnd@30`,
      { content: 15, unique: 30 },
    );
  });
});
