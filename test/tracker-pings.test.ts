import QUnit from 'qunit';
import { PING_MS, TrackerHarness } from './support/tracker-harness';

const pings = (harness: TrackerHarness): string[] => harness.timed().filter((event) => event.startsWith('ping'));

QUnit.module('tracker: pings', () => {
  QUnit.test('they come on a grid from the first play, whatever else is told', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(14_000);
    harness.reportError();
    harness.pass(1000);
    harness.pause().pass(8000);
    harness.play({}).pass(10_000);
    assert.deepEqual(pings(harness), ['ping@10 +10001', 'ping@15 +20001', 'ping@22 +30001']);
  });

  QUnit.test('there is none before the first frame', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false });
    harness.fire('waiting');
    harness.pass(60_000);
    assert.deepEqual(harness.events(), ['sessionStart@0']);
  });

  QUnit.test('they go on while paused', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.pause().pass(20_000);
    assert.deepEqual(pings(harness), ['ping@5 +10001', 'ping@5 +20001']);
  });

  QUnit.test('they go on while buffering', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.fire('waiting');
    harness.pass(20_000);
    assert.deepEqual(pings(harness), ['ping@5 +10001', 'ping@5 +20001']);
  });

  QUnit.test('a timer that was held back sends one late ping, and the grid stays', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.sleep(60_000);
    harness.pass(10_000);
    assert.deepEqual(pings(harness), ['ping@5 +65000', 'ping@10 +70001']);
  });

  QUnit.test('one that is due while a pause is held waits until that has settled', (assert) => {
    // Whenever the tracker's timer happens to look.
    for (let startMs = 0; startMs < 1000; startMs += 37) {
      const harness = new TrackerHarness();
      harness.fire('play', { paused: false, duration: 600 });
      harness.pass(startMs);
      harness.fire('playing');
      harness.pass(PING_MS - 100);
      harness.pause().pass(1000);
      assert.deepEqual(harness.events().slice(2), ['pauseStart@9.9', 'ping@9.9']);
    }
  });

  QUnit.test('one in the middle of a seek tells the position the viewer left', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(9900);
    harness.seek(80, 3000);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@9.9 +9900', 'ping@9.9 +10001']);
  });

  QUnit.test('there is none after the end', (assert) => {
    const harness = new TrackerHarness().play({ duration: 9 });
    harness.pass(9000);
    harness.fire('pause', { paused: true, ended: true });
    harness.fire('ended');
    harness.pass(60_000);
    assert.deepEqual(harness.events().slice(2), ['sessionComplete@8.99']);
  });

  QUnit.test('there is none after endSession, nor after consent was withdrawn', (assert) => {
    const harness = new TrackerHarness().play();
    harness.tracker.end();
    harness.pass(60_000);
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@0']);
    harness.play().tracker.turn(false);
    harness.pass(60_000);
    assert.deepEqual(pings(harness), []);
  });

  QUnit.test('they carry neither params nor anything else', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(11_000);
    const ping = harness.session.events.find(({ type }) => type === 'ping');
    assert.deepEqual(Object.keys(ping ?? {}).sort(), ['id', 'playhead', 'ts', 'type']);
  });
});
