import QUnit from 'qunit';
import { FORGOTTEN_AT_ONCE, MOST_ROWS, Recorder } from '../../src/inspector/recorder';
import { bodyOf, type Row } from '../../src/inspector/row';
import { recordOf } from '../../src/inspector/session';
import { stateOf } from '../../src/inspector/words';
import { HELD_MS, LONG_MS, onPlayer } from '../support/plugin-harness';
import { event, FakeTracking, start } from './fake-tracking';

const { module, test } = QUnit;

const shown = (rows: readonly Row[]): string[] => rows.map((row) => `${row.event.type} ${stateOf(row)}`);

module('inspector: the record', () => {
  onPlayer('has every body as it was sent, to the byte', async (harness, assert) => {
    await harness.ready({
      qoe: () => ({ bitrate: 800_000 }),
      visitor: { marketingCloudOrgId: 'o', customerIDs: { crm: { id: '“ü”', authState: 1 } } },
      customMetadata: { 7: 'seven', section: 'news\n', '': 1, rating: 5 },
      media: { id: 'x', name: '<b>', pass: { mvpd: 'm' } },
    });
    const { rows } = new Recorder(harness.tracking, {});
    await harness.play(12_000);
    harness.tracking.startAdBreak();
    harness.tracking.startAd({ id: 'ad', length: 5 }, { flight: 7 });
    await harness.pass(3000);
    harness.tracking.completeAd();
    harness.tracking.completeAdBreak();
    await harness.play(1000);
    harness.tracking.reportError('mine');
    await harness.finish();
    assert.true(rows.length > 10);
    const sent = harness.collector.requests.map(({ rawBody }) => rawBody);
    assert.deepEqual(
      rows.map((row) => bodyOf(row.event)),
      sent,
    );
    const { events } = JSON.parse(JSON.stringify(recordOf(new FakeTracking().recorder))) as { events: unknown[] };
    assert.deepEqual(events, []);
  });

  onPlayer('follows an event from the queue to its end', async (harness, assert) => {
    harness.collector.script.push(201, 503, 204, 400);
    harness.collector.delayMs = () => 1000;
    await harness.ready();
    const { rows } = new Recorder(harness.tracking, {});
    await harness.play(HELD_MS);
    assert.deepEqual(shown(rows), ['sessionStart sent', 'play queued']);
    // The wait for the next attempt is of any length.
    let retried: string[] = [];
    harness.tracking.one('eventretry', () => (retried = shown(rows)));
    await harness.pass(2000);
    assert.deepEqual(retried, ['sessionStart delivered', 'play retried 1×']);
    await harness.pass(LONG_MS / 2);
    await harness.pause();
    await harness.pass(LONG_MS);
    const settled = shown(rows).filter((each) => !each.startsWith('ping delivered'));
    assert.deepEqual(settled[1], 'play delivered, 2 attempts');
    assert.deepEqual(
      settled.filter((each) => each.includes('dropped')),
      ['ping dropped: rejected'],
    );
    const rejected = rows.find(({ state }) => state === 'dropped');
    assert.deepEqual([rejected?.status, rejected?.message], [400, 'it says too little']);
  });

  onPlayer('changes nothing of what is sent, and keeps nobody from it', async (harness, assert) => {
    await harness.ready();
    const recorder = new Recorder(harness.tracking, {});
    const timers = harness.clock.countTimers();
    await harness.play(1000);
    assert.true(harness.clock.countTimers() <= timers + 2, 'it sets no timer');
    harness.tracking.dispose();
    assert.true(recorder.ended);
    await harness.pass(LONG_MS);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0', 'sessionEnd@1']);
  });

  onPlayer('begun late, has what still waits', async (harness, assert) => {
    harness.collector.delayMs = () => 2000;
    await harness.ready();
    await harness.play(HELD_MS);
    const { rows } = new Recorder(harness.tracking, {});
    await harness.pass(5000);
    assert.deepEqual(shown(rows), ['sessionStart delivered', 'play delivered']);
  });

  onPlayer('has the answer to a session that is gone', async (harness, assert) => {
    await harness.ready();
    const recorder = new Recorder(harness.tracking, {});
    await harness.play(1000);
    harness.collector.script.push(404);
    await harness.pause();
    await harness.pass(LONG_MS);
    const { sessions, events } = recordOf(recorder);
    assert.deepEqual(
      sessions.map(({ what, sessionId }) => `${what} ${sessionId}`),
      ['opened s1', 'lost s1', 'opened s2'],
    );
    const order = events.map(({ ts }) => ts);
    assert.deepEqual(
      order,
      [...order].sort((one, other) => one - other),
    );
    assert.strictEqual(events.find(({ type }) => type === 'pauseStart')?.lostWith, 's1');
    assert.true(events.every(({ state, type }) => state === 'delivered' || type === 'ping'));
  });

  onPlayer('of a viewing that goes on when the page is back, its end was none', async (harness, assert) => {
    harness.collector.delayMs = () => 5000;
    await harness.ready();
    const recorder = new Recorder(harness.tracking, {});
    await harness.play(1000);
    window.dispatchEvent(new Event('pagehide'));
    assert.true(shown(recorder.rows).includes('sessionEnd queued'));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    recorder.settle(true);
    assert.deepEqual(shown(recorder.rows), ['sessionStart sent', 'play queued']);
  });

  onPlayer('after the tracking was disposed of, knows by the counts what is through', async (harness, assert) => {
    harness.collector.delayMs = () => 1000;
    await harness.ready();
    const recorder = new Recorder(harness.tracking, {});
    await harness.play(HELD_MS);
    harness.tracking.dispose();
    assert.deepEqual(
      recordOf(recorder).events.map(({ state }) => state),
      ['sent', 'queued', 'queued'],
    );
    await harness.pass(LONG_MS);
    assert.deepEqual(
      recordOf(recorder).events.map(({ state }) => state),
      ['settled', 'settled', 'settled'],
    );
    assert.strictEqual(recorder.depth[recorder.depth.length - 1]?.waiting, 0);
  });

  test('tells the last request, and the first by none', (assert) => {
    const tracking = new FakeTracking();
    const sent = event('play');
    tracking.queue(sent);
    tracking.tell('eventsent', { event: sent, attempt: 1 });
    const row = tracking.recorder.rows[0]!;
    row.sentAt = 5;
    tracking.tell('eventsent', { event: sent, attempt: 2 });
    assert.true(row.sentAt > 5);
  });

  onPlayer('options that are refused are not taken as known', async (harness, assert) => {
    await harness.ready();
    const recorder = new Recorder(harness.tracking, { collectionUrl: 'https://a.test' });
    for (const options of [{ collectionUrl: 7 }, { collectionUrl: 'dry-run:' }]) {
      harness.tracking.updateOptions(options as never);
      recorder.take(options);
      await harness.pass(10);
    }
    assert.strictEqual(recorder.known.collectionUrl, 'dry-run:');
    harness.tracking.updateOptions({ collectionUrl: '' });
    recorder.take({ collectionUrl: '' });
    await harness.pass(10);
    assert.strictEqual(recorder.known.collectionUrl, 'dry-run:');
  });

  test('is bounded: of more, the oldest are forgotten', (assert) => {
    const tracking = new FakeTracking();
    for (let made = 0; made <= MOST_ROWS; made++) tracking.deliver(event('ping'));
    const { rows, forgotten, depth } = tracking.recorder;
    assert.deepEqual([rows.length, forgotten], [MOST_ROWS + 1 - FORGOTTEN_AT_ONCE, FORGOTTEN_AT_ONCE]);
    assert.true(depth.length <= 2 * MOST_ROWS + 2);
  });

  test('knows how many wait', (assert) => {
    const tracking = new FakeTracking();
    const [one, other] = [start(), event('play')];
    tracking.queue(one, other);
    tracking.tell('eventdropped', { event: other, reason: 'consent' });
    tracking.tell('eventdelivered', { event: one, sessionId: 's', attempts: 1 });
    assert.deepEqual(
      tracking.recorder.depth.map(({ waiting }) => waiting),
      [1, 2, 1, 0],
    );
  });

  test('as JSON has what a reader needs, and bodies that are as sent', (assert) => {
    const tracking = new FakeTracking();
    const sent = start({}, { marketingCloudUserId: undefined });
    tracking.deliver(sent);
    const [first] = recordOf(tracking.recorder).events;
    assert.propContains(first, { type: 'sessionStart', state: 'delivered', attempts: 1, sessionId: 's1' });
    assert.strictEqual(JSON.stringify(first?.body), bodyOf(sent));
    assert.deepEqual(first?.findings, [
      'params.visitor.marketingCloudUserId: the ECID is missing: visitors are not counted',
    ]);
  });
});
