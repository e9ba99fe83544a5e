import QUnit from 'qunit';
import { EXPECTED } from './fixtures/expected';
import { lengthInSteps, pauseOnReturnFromCache } from './fixtures/recorded';
import { settled, TrackerHarness, watching } from './support/tracker-harness';

QUnit.module('tracker: recorded sequences of video.js', () => {
  for (const [behaviour, [steps, expected]] of Object.entries(EXPECTED)) {
    QUnit.test(behaviour, (assert) => {
      assert.deepEqual(new TrackerHarness().replay(steps).timed(), expected);
    });
  }

  QUnit.test('a page back from the cache tells its pause when it is back', (assert) => {
    const harness = watching();
    harness.sleep(60_000);
    for (const { type, shown } of pauseOnReturnFromCache) harness.fire(type, shown);
    harness.pass(400);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +65000', 'ping@5 +65250']);
  });

  QUnit.test('the first length above 0 is the one that is reported', async (assert) => {
    const harness = new TrackerHarness();
    for (const { type, shown } of lengthInSteps) {
      harness.fire(type, shown);
      await settled();
    }
    assert.propContains(harness.session.media, { length: 20 });
  });
});
