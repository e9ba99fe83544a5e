import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bodiesOf, entriesOf, epoch, publishedTimeline, reportOf, reportScript, toEntry } from './scripted.mjs';

/** @import { SessionReport } from '../../demo/server/report/session-report.mjs' */

const withEcid = '{"params":{"visitor.marketingCloudUserId":"1234"}}';

/** @param {SessionReport} report */
const rulesOf = ({ findings }) =>
  findings.map(({ level, rule, ts }) => [level, rule, ts === null ? null : (ts - epoch) / 1_000]);

/** A viewer who is known watches on after what the lines tell. @param {string} lines @param {string} [end] */
const findingsIn = (lines, end = '') =>
  rulesOf(reportScript(`0 sessionStart@0 ${withEcid}\n1 play@0\n${lines}\n${end}`));

describe('the findings of a report', () => {
  it('are none for a session that is as it should be', () => {
    assert.deepEqual(findingsIn('every 10 from 11@10 to 51@50', '61 sessionComplete@60'), []);
  });

  it('are none for what Adobe publishes, but for the play it leaves out, and who watches', () => {
    const rules = rulesOf(reportScript(publishedTimeline));
    assert.deepEqual(rules, [
      ['note', 'No ECID', null],
      ['note', 'No play after an ad break', 54.001],
    ]);
  });

  it('tell what is wrong first', () => {
    const levels = reportScript('0 sessionStart@0\n1 play@0\n11 ping@10\n41 ping@40').findings.map(
      ({ level }) => level,
    );
    assert.deepEqual(levels, ['wrong', 'wrong', 'note']);
  });

  it('tell of a missing end', () => {
    assert.deepEqual(findingsIn('11 ping@10'), [['wrong', 'No end', 11]]);
    assert.deepEqual(rulesOf(reportScript(`0 sessionStart@0 ${withEcid}\n1 play@0`, 30)), []);
  });

  it('tell of pings that came without a play', () => {
    const rules = rulesOf(reportScript(`0 sessionStart@0 ${withEcid}\n10 ping@10\n14 sessionEnd@14`));
    assert.deepEqual(rules, [
      ['wrong', 'Playing without play', 0],
      ['wrong', 'Playing without play', 10],
      ['note', 'Never played', null],
    ]);
  });

  it('tell of silence, once playback has begun', () => {
    assert.deepEqual(findingsIn('11 ping@10\n27 ping@26\n37 ping@36\n57 ping@56', '58 sessionEnd@57'), [
      ['wrong', 'Silence', 11],
      ['wrong', 'Silence', 37],
    ]);
    assert.deepEqual(rulesOf(reportScript(`0 sessionStart@0 ${withEcid}\n40 play@0\n41 sessionEnd@1`)), []);
  });

  for (const every of [20, 30, 50]) {
    it(`hold nothing against a client that pings every ${every} s, but where it misses some`, () => {
      const [atBreak, missed] = [5 + 6 * every, 1 + 12 * every];
      // Another ping is due where the break before it would have had one: pings lie on a grid from the start.
      const lines = `0 sessionStart@0 {"params":{"visitor.marketingCloudUserId":"1","media.length":7200}}
        1 play@0
        every ${every} from ${1 + every}@${every} to ${1 + 6 * every}@${6 * every}
        ${atBreak} adBreakStart@${6 * every + 4}
        ${atBreak + 0.001} adStart@${6 * every + 4}
        every 1 from ${atBreak + 1}@${6 * every + 4} to ${atBreak + 14}@${6 * every + 4}
        ${atBreak + 15} adComplete@${6 * every + 4}
        ${atBreak + 15.001} adBreakComplete@${6 * every + 4}
        ${atBreak + 15.002} play@${6 * every + 4}
        every ${every} from ${1 + 7 * every}@${7 * every - 15} to ${missed}@${12 * every - 15}`;
      assert.deepEqual(rulesOf(reportScript(`${lines}\n${missed + 4} sessionEnd@${12 * every - 11}`)), []);
      const late = `${missed + 2 * every} ping@${14 * every - 15}\n${missed + 2 * every + 1} sessionEnd@${14 * every - 14}`;
      const { findings } = reportScript(`${lines}\n${late}`);
      assert.deepEqual(
        findings.map(({ rule, message }) => [rule, message.replace(/^.*: /, '')]),
        [['Silence', `a ping is due every ${every} s`]],
      );
    });
  }

  it('hold silence against a client without pings only where it is longer than any interval, and note it before', () => {
    const silentFor = (/** @type {number} */ seconds) =>
      rulesOf(
        reportScript(
          `0 sessionStart@0 {"params":{"visitor.marketingCloudUserId":"1","media.length":600}}
          1 play@0
          ${1 + seconds} sessionEnd@${seconds}`,
        ),
      );
    assert.deepEqual(silentFor(15), []);
    assert.deepEqual(silentFor(60), [['note', 'Silence', 1]]);
    assert.deepEqual(silentFor(80), [['wrong', 'Silence', 1]]);
  });

  it('tell of silence in an ad as soon as ever, however seldom content has pings', () => {
    const lines = `51 ping@50
      101 ping@55
      102 adBreakStart@56
      102.001 adStart@56 {"params":{"media.ad.length":20}}
      122 adComplete@56
      122.001 adBreakComplete@56
      122.002 play@56`;
    const rules = findingsIn(lines, '123 sessionEnd@57').filter(([, rule]) => rule === 'Silence');
    assert.deepEqual(rules, [['wrong', 'Silence', 102.001]]);
  });

  it('tell of jumps, and which way they went', () => {
    assert.deepEqual(findingsIn('5 ping@34\n9 ping@3', '10 sessionEnd@4'), [
      ['wrong', 'Jumps while playing', 1],
      ['wrong', 'Jumps while playing', 5],
    ]);
  });

  it('tell of a playhead that stood still, ran slow or ran fast', () => {
    assert.deepEqual(findingsIn('11 ping@0\n21 ping@5\n31 ping@24', '32 sessionEnd@25'), [
      ['wrong', 'Stalls that were not told', 1],
      ['note', 'Speed', 11],
      ['note', 'Speed', 21],
    ]);
  });

  it('tell of a playhead that ran on while paused or in an ad break', () => {
    const lines = `5 pauseStart@4
      10 ping@9
      11 play@9
      12 adBreakStart@10
      12.001 adStart@10 {"params":{"media.ad.length":5}}
      17 adComplete@15
      17.001 adBreakComplete@15
      17.002 play@15`;
    assert.deepEqual(findingsIn(lines, '18 sessionEnd@16'), [
      ['wrong', 'Playing without play', 5],
      ['wrong', 'Playhead in an ad break', 12.001],
    ]);
  });

  it('tell of the same event of playback twice in a row', () => {
    assert.deepEqual(findingsIn('3 ping@2\n4 play@3\n5 pauseStart@4\n6 pauseStart@4', '7 sessionEnd@4'), [
      ['note', 'Two of a kind in a row', 4],
      ['note', 'Two of a kind in a row', 6],
    ]);
  });

  it('tell what the rules of order forbid', () => {
    const lines = `2 chapterComplete@1
      3 adBreakStart@2
      3.5 pauseStart@2
      4 adBreakComplete@2
      4.001 play@2
      5 adStart@3
      6 ping@61
      6 play@5`;
    const rules = findingsIn(lines, '7 sessionEnd@6').filter(([, rule]) => rule === 'Order of events');
    assert.deepEqual(
      rules.map(([, , at]) => at),
      [2, 3.5, 5, 6, 6, 7],
    );
  });

  it('tell of an empty break, and of ads that are longer or shorter than was said', () => {
    const lines = `3 adBreakStart@2
      4 adBreakComplete@2
      4.001 adBreakStart@2
      4.002 adStart@2
      9 adComplete@2
      9.001 adBreakComplete@2
      9.002 play@2`;
    assert.deepEqual(findingsIn(lines, '10 sessionEnd@3'), [
      ['note', 'Empty ad breaks', 3],
      ['note', 'Ad lengths', 4.002],
    ]);
  });

  it('tell of player states that do not add up', () => {
    const state = (/** @type {number} */ at, /** @type {string} */ type, /** @type {string} */ name) =>
      `${at} ${type}@${at - 1} {"params":{"media.state.name":"${name}"}}`;
    const eleven = Array.from({ length: 11 }, (_, i) => state(4 + i / 10, 'stateStart', `s${i}`));
    const lines = [state(2, 'stateEnd', 's0'), state(3, 'stateStart', 's0'), ...eleven].join('\n');
    assert.deepEqual(findingsIn(lines, '6 sessionEnd@5'), [
      ['wrong', 'Order of events', 2],
      ['wrong', 'Order of events', 4],
      ['wrong', 'Player states', 5],
    ]);
  });

  it('tell of a length that makes progress unknown', () => {
    const start = `0 sessionStart@0 {"params":{"visitor.marketingCloudUserId":"1","media.length":0}}`;
    const rules = rulesOf(reportScript(`${start}\n1 play@0\n2 sessionEnd@1`)).map(([, rule]) => rule);
    assert.ok(rules.includes('No length'));
  });

  it('tell what came after the end, which counts no more', () => {
    const report = reportScript(
      `0 sessionStart@0 ${withEcid}\n1 play@0\n5 sessionComplete@4\n8 ping@7\n9 sessionEnd@8`,
    );
    assert.deepEqual(rulesOf(report), [['wrong', 'After the end', 8]]);
    assert.equal(report.times.content, 4);
  });
});

describe('the findings about delivery', () => {
  const script = `0 sessionStart@0 ${withEcid}
    1 play@0
    4 pauseStart@3
    5 play@3
    9 sessionEnd@7`;

  it('tell of refused requests, with what was wrong', () => {
    const [start, play, pauseStart, ...rest] = entriesOf(script);
    const problems = [{ path: 'playerTime.ts', message: 'must be an integer' }];
    const refused = { ...pauseStart, status: 400, problems };
    const { findings, interruptions } = reportOf(/** @type {any} */ ([start, play, refused, ...rest]));
    assert.deepEqual(
      findings.map(({ level, rule, message }) => [level, rule, message]),
      [
        ['wrong', 'Refused requests', 'pauseStart was refused with 400: playerTime.ts must be an integer'],
        ['note', 'Two of a kind in a row', 'play follows on play'],
      ],
    );
    assert.equal(interruptions.pauses.count, 0);
  });

  it('hold nothing against faults that were switched on', () => {
    const entries = entriesOf(script);
    const failed = { ...entries[1], status: 500, fault: 'error' };
    const report = reportOf(/** @type {any} */ ([entries[0], failed, ...entries.slice(1)]));
    assert.deepEqual(rulesOf(report), [['note', 'Faults that were switched on', 1]]);
    assert.equal(report.delivery.refused, 1);
  });

  it('tell of what came twice, and count it once', () => {
    const entries = entriesOf(script);
    const again = toEntry(entries[1]?.body, 9, { at: 6 });
    const report = reportOf([...entries.slice(0, 4), again, ...entries.slice(4)]);
    assert.deepEqual(rulesOf(report), [['note', 'Delivered more than once', 1]]);
    assert.deepEqual([report.delivery.accepted, report.delivery.doubles], [5, 1]);
    assert.equal(report.times.content, 7);
  });

  it('tell of what came too late to be sorted, and sort it all the same', () => {
    const [start, play, pauseStart, ...rest] = bodiesOf(script);
    const bodies = [start, pauseStart, play, ...rest];
    const report = reportOf(bodies.map((body, index) => toEntry(body, index)));
    assert.deepEqual(rulesOf(report), [['wrong', 'Arrived out of order', 1]]);
    assert.equal(report.times.content, 7);
  });

  it('allow the backend its second of sorting', () => {
    const [start, play, pauseStart, again, end] = bodiesOf(script.replace('4 pauseStart', '4.5 pauseStart'));
    const report = reportOf([start, play, again, pauseStart, end].map((body, index) => toEntry(body, index)));
    assert.deepEqual(rulesOf(report), [['note', 'Speed', 1]].slice(1));
  });

  it('tell of a clock that is ahead', () => {
    const entries = bodiesOf(script).map((body, index) =>
      toEntry(body, index, { at: body.playerTime.ts / 1_000 - epoch / 1_000 - 60 }),
    );
    assert.deepEqual(rulesOf(reportOf(entries)), [['wrong', 'Clock', null]]);
  });

  it('take a recording as one request of many events', () => {
    const entry = toEntry(bodiesOf(script)[0], 0);
    const recording = {
      ...entry,
      route: /** @type {const} */ ('downloaded'),
      status: 201,
      body: bodiesOf(script),
      receivedAt: epoch + 9e7,
    };
    const report = reportOf([recording], 1e6);
    assert.equal(report.isRecording, true);
    assert.deepEqual([report.times.content, report.delivery.accepted], [7, 5]);
    assert.deepEqual(rulesOf(report), []);
  });
});
