import QUnit from 'qunit';
import type { MediaEvent } from '../src/model';
import { settled, TrackerHarness } from './support/tracker-harness';

/** The grid of pings begins with the first `play`, which without a pre-roll is second 0. */
const WITHOUT_ADS = [
  '0 sessionStart@0',
  '0 play@0',
  '10 ping@10',
  '11 bufferStart@11',
  '14 play@11',
  '20 ping@17',
  '30 ping@27',
  '34 pauseStart@31',
  '40 ping@31',
  '44 play@31',
  '50 ping@37',
  '58 sessionComplete@45',
];

/** One ping for each second of an ad after its first. */
const pings = (from: number, to: number, playhead: number): string[] =>
  Array.from({ length: to - from - 1 }, (_, second) => `${from + second + 1} ping@${playhead}`);

/** As it was published, with the `play` after the mid-roll that its table leaves out. */
const WITH_ADS = [
  '0 sessionStart@0',
  '0 adBreakStart@0',
  '0 adStart@0',
  ...pings(0, 15, 0),
  '15 adComplete@0',
  '15 adStart@0',
  ...pings(15, 22, 0),
  '22 adComplete@0',
  '22 adBreakComplete@0',
  '22 play@0',
  '30 ping@8',
  '33 bufferStart@11',
  '36 play@11',
  '40 ping@15',
  '46 adBreakStart@21',
  '46 adStart@21',
  ...pings(46, 54, 21),
  '54 adComplete@21',
  '54 adBreakComplete@21',
  '54 play@21',
  '60 ping@27',
  '64 pauseStart@31',
  '70 ping@31',
  '74 play@31',
  '80 ping@37',
  '88 sessionComplete@45',
];

/** What an ad plugin says of an ad. */
const ad = (id: string, length: number): { id: string; length: number } => ({ id, length });

class Timeline extends TrackerHarness {
  private readonly _begunAt = this.clock.now();

  /** Lets time pass to the very moment before a second, and then there without any timer: what happens at it comes first. */
  until(second: number): this {
    const left = this._begunAt + second * 1000 - this.clock.now();
    if (left > 0) this.pass(left - 1);
    if (left > 0) this.clock.sleep(1);
    return this;
  }

  told(): string[] {
    const second = ({ ts }: MediaEvent): number => Math.floor((ts - this._begunAt) / 1000);
    return this.session.events.map((event) => `${second(event)} ${event.type}@${Math.floor(event.playhead + 0.01)}`);
  }

  ofAds(type: string): unknown[] {
    return this.session.events
      .filter((event) => event.type === type)
      .map(({ params }) => (params?.media as { ad: unknown }).ad);
  }
}

QUnit.module('tracker: Adobe’s published timeline', () => {
  QUnit.test('without its ads is told second for second', async (assert) => {
    const harness = new Timeline();
    harness.play({ duration: 60.3 });
    await settled();
    harness.until(11).fire('waiting');
    harness.until(14).fire('playing');
    harness.until(34).pause();
    harness.until(44).play({});
    harness.until(58).fire('pause', { paused: true, ended: true });
    harness.fire('ended');
    harness.until(120);

    assert.deepEqual(harness.told(), WITHOUT_ADS);
    assert.deepEqual(harness.session.media, { id: 'episode-42', contentType: 'vod', length: 60.3 });
    assert.strictEqual(harness.sessions.length, 1);
    assert.ok(harness.session.closed);
  });

  QUnit.test('with its ads is told second for second', async (assert) => {
    const harness = new Timeline();
    harness.fire('play', { duration: 60.3 });
    await settled();
    harness.ad('adBreakStart');
    harness.ad('adStart', ad('a', 15));
    harness.until(15).ad('adComplete');
    harness.ad('adStart', ad('b', 7));
    harness.until(22).ad('adComplete');
    harness.ad('adBreakComplete');
    harness.fire('playing', { paused: false });
    harness.until(33).fire('waiting');
    harness.until(36).fire('playing');
    harness.until(46).ad('adBreakStart');
    harness.freeze();
    harness.ad('adStart', ad('c', 8));
    harness.until(54).ad('adComplete');
    harness.ad('adBreakComplete');
    harness.fire('playing');
    harness.until(64).pause();
    harness.until(74).play({});
    harness.until(88).fire('pause', { paused: true, ended: true });
    harness.fire('contentended');
    harness.fire('ended');
    harness.until(120);

    assert.deepEqual(harness.told(), WITH_ADS);
    assert.deepEqual(harness.session.media, { id: 'episode-42', contentType: 'vod', length: 60.3 });
    assert.deepEqual(harness.ofAds('adBreakStart'), [
      { podIndex: 0, podSecond: 0, podFriendlyName: undefined },
      { podIndex: 1, podSecond: 21, podFriendlyName: undefined },
    ]);
    assert.deepEqual(harness.ofAds('adStart'), [
      { ...ad('a', 15), podPosition: 1, playerName: 'video.js' },
      { ...ad('b', 7), podPosition: 2, playerName: 'video.js' },
      { ...ad('c', 8), podPosition: 1, playerName: 'video.js' },
    ]);
    assert.ok(harness.session.closed);
  });
});
