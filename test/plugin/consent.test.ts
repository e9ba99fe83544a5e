import QUnit from 'qunit';
import sinon from 'sinon';
import { LONG_MS, onPlayer } from '../support/plugin-harness';

QUnit.module('plugin: consent', () => {
  onPlayer('pending, everything waits and nothing is sent', async (harness, assert) => {
    await harness.ready({ defaultConsent: 'pending' });
    await harness.play(1000);
    await harness.pause();
    assert.deepEqual(harness.collector.requests, []);
    assert.propContains(harness.tracking.status, { consent: 'pending', queued: 3, session: { state: 'opening' } });
  });

  onPlayer('given after pending, all of it goes out in order, as it was', async (harness, assert) => {
    await harness.ready({ defaultConsent: 'pending' });
    await harness.play(1000);
    await harness.pause();
    harness.tracking.setConsent('in');
    await harness.pass(10);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0', 'pauseStart@1']);
    assert.strictEqual(harness.tracking.status.consent, 'in');
  });

  onPlayer('refused after pending, it is all forgotten', async (harness, assert) => {
    await harness.ready({ defaultConsent: 'pending' });
    await harness.play(1000);
    harness.tracking.setConsent('out');
    await harness.pass(LONG_MS);
    assert.deepEqual(harness.collector.requests, []);
    assert.propContains(harness.tracking.status, { queued: 0, dropped: { consent: 2 }, session: { state: 'none' } });
  });

  onPlayer('out from the start, nothing is tracked or sent', async (harness, assert) => {
    await harness.buildUsed();
    const timers = harness.clock.countTimers();
    harness.track({ defaultConsent: 'out' });
    const queued = harness.record('eventqueued');
    await harness.load();
    await harness.play(LONG_MS);
    assert.deepEqual([queued, harness.collector.requests], [[], []]);
    assert.strictEqual(harness.clock.countTimers(), timers);
  });

  onPlayer('out deletes what earlier visits stored, also where this one stores nothing', async (harness, assert) => {
    const kept = 'vjsmt1:1-0.5:s';
    localStorage.setItem(kept, '{}');
    await harness.ready({ storage: 'memory' });
    harness.tracking.setConsent('out');
    const left = localStorage.getItem(kept);
    localStorage.removeItem(kept);
    assert.strictEqual(left, null);
  });

  onPlayer(
    'out from the start takes nothing back: what an earlier page has left waits, and other pages go on',
    async (harness, assert) => {
      const [kept, heard] = ['vjsmt1:1-0.5:s', [] as (string | null)[]];
      localStorage.setItem(kept, '{}');
      const set = sinon.spy(Storage.prototype, 'setItem');
      await harness.ready({ defaultConsent: 'out', storage: 'local' });
      heard.push(...set.args.map(([key]) => key), localStorage.getItem(kept));
      harness.tracking.setConsent('out');
      const [told] = set.args.map(([key]) => key).filter((key) => key.endsWith('out'));
      set.restore();
      localStorage.removeItem(kept);
      assert.deepEqual(heard, ['{}']);
      assert.strictEqual(told, 'vjsmt1:out', 'taken back, other pages hear of it');
    },
  );

  for (const storage of ['local', 'memory'])
    onPlayer(`withdrawn with storage: '${storage}', other pages hear of it`, async (harness, assert) => {
      const set = sinon.spy(Storage.prototype, 'setItem');
      await harness.ready({ storage });
      harness.tracking.setConsent('out');
      const told = set.args.map(([key]) => key).filter((key) => key.endsWith('out'));
      set.restore();
      assert.deepEqual(told, ['vjsmt1:out']);
      assert.strictEqual(localStorage.getItem('vjsmt1:out'), null, 'and nothing stays behind');
    });

  onPlayer('withdrawn while the page was put aside, it is known when the page is back', async (harness, assert) => {
    const proven = 'vjsmt1:ok';
    localStorage.setItem(proven, '1');
    await harness.ready();
    await harness.play(1000);
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    localStorage.removeItem(proven);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    assert.strictEqual(harness.tracking.status.consent, 'out');
    const before = harness.collector.requests.length;
    await harness.play(LONG_MS);
    assert.strictEqual(harness.collector.requests.length, before);
  });

  onPlayer('withdrawn and given again meanwhile, the page that is back knows that, too', async (harness, assert) => {
    const proven = 'vjsmt1:ok';
    localStorage.setItem(proven, '1');
    await harness.ready();
    await harness.play(1000);
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    localStorage.setItem(proven, '2');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    localStorage.removeItem(proven);
    assert.strictEqual(harness.tracking.status.consent, 'out');
  });

  for (const consent of ['in', 'out'] as const)
    onPlayer(
      `pending when its player was disposed of, '${consent}' said to the next holds for it`,
      async (harness, assert) => {
        await harness.ready({ defaultConsent: 'pending' });
        await harness.play(1000);
        const left = harness.tracking;
        harness.player.dispose();
        await harness.ready({ defaultConsent: 'pending' });
        harness.tracking.setConsent(consent);
        await harness.pass(10);
        const told = consent === 'in' ? ['sessionStart@0', 'play@0', 'sessionEnd@1'] : [];
        assert.deepEqual(harness.collector.told, told);
        assert.strictEqual(left.status.queued, 0);
      },
    );

  onPlayer('withdrawn, it stops at once and aborts what is in flight', async (harness, assert) => {
    await harness.ready();
    await harness.play(1000);
    harness.collector.delayMs = () => 2000;
    await harness.pause();
    assert.strictEqual(harness.collector.open, 1);
    harness.tracking.setConsent('out');
    await harness.play(LONG_MS);
    assert.true(harness.collector.requests[2]!.aborted);
    assert.strictEqual(harness.collector.requests.length, 3);
    assert.propContains(harness.tracking.status, { consent: 'out', queued: 0, inFlight: 0, dropped: { consent: 1 } });
  });

  onPlayer('given again, it goes on from there in a new session', async (harness, assert) => {
    await harness.ready();
    await harness.play(1000);
    harness.tracking.setConsent('out');
    await harness.pass(4000);
    harness.tracking.setConsent('in');
    await harness.pass(1000);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0', 'sessionStart@5', 'play@5.25']);
  });

  onPlayer('said while the options are wrong, it holds once they are right', async (harness, assert) => {
    await harness.build();
    const tracking = harness.track({ collectionUrl: '' });
    tracking.setConsent('out');
    await harness.load();
    tracking.updateOptions({ collectionUrl: 'https://mended.test' });
    await harness.play(LONG_MS);
    assert.strictEqual(tracking.status.consent, 'out');
    assert.deepEqual(harness.collector.requests, []);
  });
});
