import QUnit from 'qunit';
import sinon from 'sinon';
import { LONG_MS, onPlayer } from '../support/plugin-harness';

const DRY = { collectionUrl: 'dry-run:', storage: 'local' };

QUnit.module('plugin: a dry run', () => {
  onPlayer('opens a session and delivers everything, in order, and nothing leaves', async (harness, assert) => {
    await harness.ready(DRY);
    const delivered = harness.record('eventdelivered');
    await harness.play(12_000);
    await harness.finish();
    assert.deepEqual(
      delivered.map(({ event }) => event.type),
      ['sessionStart', 'play', 'ping', 'sessionComplete'],
    );
    assert.deepEqual(harness.collector.requests, []);
    assert.propContains(harness.tracking.status, { queued: 0, delivered: 4, dropped: {}, session: { state: 'none' } });
  });

  onPlayer('stores nothing, and leaves alone what a real session has stored', async (harness, assert) => {
    const left = Object.keys(localStorage);
    const stores = sinon.spy(Storage.prototype, 'setItem');
    const removes = sinon.spy(Storage.prototype, 'removeItem');
    try {
      await harness.ready(DRY);
      await harness.play(12_000);
      harness.tracking.setConsent('out');
      harness.tracking.setConsent('in');
      await harness.play(LONG_MS);
      window.dispatchEvent(new Event('pagehide'));
      await harness.pass(LONG_MS);
    } finally {
      stores.restore();
      removes.restore();
    }
    assert.deepEqual([stores.args, removes.args, Object.keys(localStorage)], [[], [], left]);
  });

  onPlayer('each viewing has a session of its own name', async (harness, assert) => {
    await harness.ready(DRY);
    const opened = harness.record('sessionopened');
    await harness.play(1000);
    await harness.finish();
    await harness.play(1000);
    assert.strictEqual(new Set(opened.map(({ sessionId }) => sessionId)).size, 2);
  });
});
