import QUnit from 'qunit';
import type { Shown } from './support/fake-media';
import { TrackerHarness, watching } from './support/tracker-harness';

const named = (harness: TrackerHarness): string[] =>
  harness.sessions
    .flatMap(({ events }) => events)
    .filter(({ type }) => type.startsWith('state'))
    .map(({ type, params }) => `${type} ${(params?.media as { state: { name: string } }).state.name}`);

const shows = (...states: string[]): Partial<Shown> => ({ states });

QUnit.module('tracker: player states', () => {
  QUnit.test('those on as the session starts are told right after it', (assert) => {
    const harness = new TrackerHarness().play({ duration: 600, states: ['mute', 'inFocus'] });
    assert.deepEqual(harness.events(), ['sessionStart@0', 'stateStart@0', 'stateStart@0', 'play@0']);
    assert.deepEqual(named(harness), ['stateStart mute', 'stateStart inFocus']);
  });

  QUnit.test('in a session that follows they are told again', (assert) => {
    const harness = new TrackerHarness().play({ duration: 600, states: ['mute'] });
    harness.pass(1000);
    harness.tracker.start();
    assert.deepEqual(harness.events().slice(-2), ['sessionStart@1', 'stateStart@1']);
  });

  QUnit.test('a change is told once, with the moment and the place where it happened', (assert) => {
    const harness = watching();
    harness.fire('volumechange', shows('mute'));
    harness.pass(1000);
    harness.fire('volumechange', shows());
    harness.pass(1000);
    assert.deepEqual(harness.timed().slice(2), ['stateStart@5 +5000', 'stateEnd@6 +6000']);
  });

  QUnit.test('it is told while paused, too', (assert) => {
    const harness = watching().pause();
    harness.pass(1000);
    harness.fire('fullscreenchange', shows('fullScreen'));
    harness.pass(1000);
    assert.deepEqual(harness.timed().slice(3), ['stateStart@5 +6000']);
  });

  QUnit.test('toggling 20 times in a second is nothing', (assert) => {
    const harness = watching();
    for (let toggle = 0; toggle < 20; toggle++) {
      harness.fire('volumechange', toggle % 2 ? shows() : shows('mute'));
      harness.pass(50);
    }
    harness.pass(1000);
    assert.deepEqual(named(harness), []);
  });

  QUnit.test('toggling 21 times is once', (assert) => {
    const harness = watching();
    for (let toggle = 0; toggle < 21; toggle++) {
      harness.fire('volumechange', toggle % 2 ? shows() : shows('mute'));
      harness.pass(50);
    }
    harness.pass(1000);
    assert.deepEqual(named(harness), ['stateStart mute']);
  });

  QUnit.test('storms that change nothing say nothing', (assert) => {
    const harness = watching();
    for (let n = 0; n < 50; n++) harness.fire(n % 2 ? 'volumechange' : 'texttrackchange', shows());
    harness.pass(1000);
    assert.strictEqual(harness.events().length, 2);
  });

  QUnit.test('one state does not wait for another that is in a storm', (assert) => {
    const harness = watching();
    harness.fire('fullscreenchange', shows('fullScreen'));
    for (let toggle = 0; toggle < 10; toggle++) {
      harness.fire('volumechange', toggle % 2 ? shows('fullScreen') : shows('fullScreen', 'mute'));
      harness.pass(50);
    }
    assert.deepEqual(named(harness), ['stateStart fullScreen']);
  });

  QUnit.test('at most ten names are told in a session, those of ended states included', (assert) => {
    const harness = watching();
    for (let n = 1; n <= 11; n++) {
      harness.fire('volumechange', shows(`state${n}`));
      harness.pass(500);
    }
    const started = named(harness).filter((told) => told.startsWith('stateStart'));
    assert.strictEqual(started.length, 10);
    assert.deepEqual([...new Set(harness.warnings)], ['a session takes 10 states at most; "state11" is not sent']);
    harness.fire('volumechange', shows('state1'));
    harness.pass(500);
    assert.strictEqual(named(harness).pop(), 'stateStart state1', 'a name that is known may start again');
  });

  QUnit.test('a name whose change was undone in time is none of the ten', (assert) => {
    const harness = watching();
    harness.fire('volumechange', shows('mute'));
    harness.pass(50);
    for (let n = 1; n <= 10; n++) {
      harness.fire('volumechange', shows(`state${n}`));
      harness.pass(500);
    }
    assert.strictEqual(named(harness).filter((told) => told.startsWith('stateStart')).length, 10);
    assert.deepEqual(harness.warnings, []);
  });

  QUnit.test('what is on is established again after a sleep, and ten others may follow', (assert) => {
    const harness = watching();
    for (let n = 1; n <= 10; n++) {
      harness.fire('volumechange', shows(`state${n}`));
      harness.pass(500);
    }
    harness.sleep(11 * 60_000);
    harness.pass(10);
    assert.strictEqual(harness.session.renewed, 1, 'the queue establishes it again');
    harness.fire('volumechange', shows('state10', 'state11'));
    harness.pass(500);
    assert.strictEqual(named(harness).pop(), 'stateStart state11');
    assert.deepEqual(harness.warnings, []);
  });

  QUnit.test('changes in an ad break are told like others', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.fire('fullscreenchange', shows('fullScreen'));
    harness.pass(500);
    assert.deepEqual(named(harness), ['stateStart fullScreen']);
  });

  QUnit.test('what ads do to captions and volume is not told, nor is that it is undone', (assert) => {
    for (const hidden of [true, false]) {
      const harness = new TrackerHarness().play({ duration: 600, states: ['closedCaptioning'] });
      harness.pass(5000);
      harness.ad('adBreakStart', {}, { hidden });
      harness.fire('volumechange', shows('mute'));
      harness.pass(500);
      if (!hidden) harness.ad('adStart', { id: 'a', length: 15 });
      harness.pass(500);
      harness.ad('adBreakComplete');
      // Both are as they were only when content is about to come back.
      harness.pass(500);
      harness.fire('volumechange', shows('closedCaptioning'));
      harness.fire('playing');
      harness.pass(1000);
      assert.deepEqual(named(harness), ['stateStart closedCaptioning']);
    }
  });

  QUnit.test('a viewer who has muted an ad is heard when content is back', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.ad('adStart', { id: 'a', length: 15 });
    harness.fire('volumechange', shows('mute'));
    harness.pass(500);
    harness.ad('adBreakComplete');
    harness.fire('playing');
    harness.pass(500);
    assert.deepEqual(named(harness), ['stateStart mute']);
  });

  QUnit.test('a state that changed just before the end is not told after it', (assert) => {
    const harness = watching();
    harness.fire('fullscreenchange', shows('fullScreen'));
    harness.tracker.end();
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@5']);
  });

  QUnit.test('without a viewing nothing is told', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('volumechange', shows('mute'));
    harness.pass(1000);
    assert.deepEqual(harness.sessions, []);
  });
});
