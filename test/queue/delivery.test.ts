import QUnit from 'qunit';
import { countsOf, flush, setConsent } from '../../src/queue/delivery';
import { WAITING_PINGS_CAP } from '../../src/queue/pacing';
import { RETRY_CAP_MS } from '../../src/queue/retry';
import { COURSE, keyOf } from '../../src/queue/journal';
import { ACCEPTED, CREATED, eventOf, NO_ANSWER, QueueHarness, SESSION_ID, settled } from '../support/fake-backend';
import { FakeSite } from '../support/fake-storage';

const { module, test } = QUnit;

module('queue: counts and reports', () => {
  test('an event is reported as queued, sent and delivered', async (assert) => {
    const h = new QueueHarness();
    const start = eventOf('sessionStart');
    h.opening(start);
    await h.backend.answer(CREATED);
    assert.deepEqual(h.reports, [
      { type: 'eventqueued', detail: { event: start } },
      { type: 'eventsent', detail: { event: start, attempt: 1 } },
      { type: 'sessionopened', detail: { sessionId: SESSION_ID } },
      { type: 'eventdelivered', detail: { event: start, sessionId: SESSION_ID, attempts: 1 } },
    ]);
  });

  test('counts tell what waits, is in flight, was delivered and was tried again', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    queue.add(eventOf('ping'));
    h.pending();
    assert.deepEqual(countsOf(h.delivery), { queued: 3, inFlight: 1, delivered: 1, retried: 0, dropped: {} });
    await h.backend.answer(NO_ANSWER);
    assert.deepEqual(countsOf(h.delivery), { queued: 3, inFlight: 0, delivered: 1, retried: 1, dropped: {} });
  });

  test('counts are a snapshot that later events do not change', (assert) => {
    const h = new QueueHarness();
    const { dropped } = countsOf(h.delivery);
    h.opening().drop('visitor');
    assert.deepEqual(dropped, {});
  });

  test('a session is reported as closed after its last event, once', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('sessionEnd'));
    queue.close();
    assert.deepEqual(h.told('sessionclosed'), [], 'not while its last event is in flight');
    await h.backend.answer(ACCEPTED);
    assert.deepEqual(h.told('sessionclosed'), [{ sessionId: SESSION_ID }]);
    assert.true(queue.ended);
  });

  test('of a viewing that is through the page keeps nothing, not its name', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    assert.strictEqual(h.own.size, 1);
    queue.add(eventOf('sessionEnd'));
    queue.close();
    await h.backend.answer(ACCEPTED);
    assert.strictEqual(h.own.size, 0);
  });

  test('a session closed before its 201 still delivers all it has', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    queue.add(eventOf('sessionEnd'));
    queue.close();
    await h.backend.answer(CREATED, ACCEPTED);
    assert.deepEqual(h.backend.types, ['sessionStart', 'sessionEnd']);
    assert.strictEqual(h.told('sessionclosed').length, 1);
  });

  test('a session with nothing waiting closes at once', async (assert) => {
    const h = new QueueHarness();
    (await h.opened()).close();
    assert.strictEqual(h.told('sessionclosed').length, 1);
  });

  test('no timer is left when all is delivered, also after an outage', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    assert.strictEqual(h.clock.pending, 0, 'none while a request is in flight');
    await h.backend.answer(NO_ANSWER);
    assert.strictEqual(h.clock.pending, 1, 'one while a retry is waited for');
    h.backend.heal();
    await h.pass(RETRY_CAP_MS);
    assert.strictEqual(h.clock.pending, 0);
    assert.strictEqual(countsOf(h.delivery).delivered, 2);
  });
});

module('queue: flush', () => {
  test('resolves at once when nothing waits', async (assert) => {
    const h = new QueueHarness();
    await h.opened();
    await flush(h.delivery);
    assert.strictEqual(countsOf(h.delivery).queued, 0);
  });

  test('resolves when all sessions have delivered what they have', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    h.opening();
    let done = false;
    void flush(h.delivery).then(() => (done = true));
    await h.backend.answer(ACCEPTED);
    assert.false(done);
    await h.backend.answer(CREATED);
    assert.true(done);
  });

  test('does not wait for what happens later', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    let done = false;
    void flush(h.delivery).then(() => (done = true));
    queue.add(eventOf('pauseStart'));
    await h.backend.answer(ACCEPTED);
    assert.true(done);
    assert.strictEqual(countsOf(h.delivery).queued, 1);
  });

  test('does not take a ping that gave way for all that waited', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    h.backend.automatic = () => NO_ANSWER;
    queue.add(eventOf('play'));
    await settled();
    const ping = (): void => queue.add(eventOf('ping', { ts: Math.floor(h.clock.now()) }));
    for (let i = 0; i < WAITING_PINGS_CAP; i++) {
      await h.pass(1000);
      ping();
    }
    let done = false;
    void flush(h.delivery).then(() => (done = true));
    for (let i = 0; i < 2 * WAITING_PINGS_CAP; i++) {
      await h.pass(10);
      ping();
    }
    assert.false(done);
    h.backend.heal();
    await h.pass(RETRY_CAP_MS);
    assert.true(done);
  });

  test('does not wait for the next retry', async (assert) => {
    const h = new QueueHarness();
    h.opening();
    await h.backend.answer({ status: 503, retryAfterSeconds: 100 });
    h.backend.heal();
    await flush(h.delivery);
    assert.strictEqual(countsOf(h.delivery).delivered, 1);
  });

  test('resolves when what it waits for is dropped', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    const flushed = flush(h.delivery);
    queue.drop('visitor');
    await flushed;
    assert.strictEqual(countsOf(h.delivery).queued, 0);
  });
});

module('queue: consent', () => {
  test('pending sends nothing and loses nothing', async (assert) => {
    const h = new QueueHarness('pending');
    const queue = h.opening();
    queue.add(eventOf('play'));
    await h.pass(RETRY_CAP_MS);
    assert.deepEqual(h.backend.types, []);
    assert.strictEqual(countsOf(h.delivery).queued, 2);
    assert.strictEqual(h.clock.pending, 0);
  });

  test('in releases what waited, in order', async (assert) => {
    const h = new QueueHarness('pending');
    h.opening().add(eventOf('play'));
    h.backend.heal();
    setConsent(h.delivery, 'in');
    await settled();
    assert.deepEqual(h.backend.types, ['sessionStart', 'play']);
  });

  test('out purges every queue and aborts what is in flight', async (assert) => {
    const h = new QueueHarness();
    (await h.opened()).add(eventOf('play'));
    h.opening();
    setConsent(h.delivery, 'out');
    assert.deepEqual(
      h.backend.requests.map(({ aborted }) => aborted),
      [false, true, true],
    );
    assert.deepEqual(countsOf(h.delivery), {
      queued: 0,
      inFlight: 0,
      delivered: 1,
      retried: 0,
      dropped: { consent: 2 },
    });
  });

  test('out at one player of a page leaves what another of it tells alone, in the store too, and once', async (assert) => {
    const site = new FakeSite();
    const one = new QueueHarness();
    const other = new QueueHarness('in', one.clock, one);
    for (const h of [one, other]) {
      h.store = site.store;
      h.lock = site.lock;
      h.random = h === one ? 0.1 : 0.2;
      h.opening().add(eventOf('play'));
      await settled();
      await h.backend.answer(CREATED);
    }
    const before = site.keys.filter((key) => key.includes('0.2'));
    site.map.set(keyOf('0-orphan', COURSE), '{}');
    setConsent(one.delivery, 'out', site.store);
    assert.deepEqual(site.keys, before, 'nor is anything stored besides');
    assert.deepEqual(
      other.backend.requests.map(({ aborted }) => aborted),
      [false, false],
    );
    await other.backend.answer(ACCEPTED);
    assert.strictEqual(countsOf(other.delivery).delivered, 2);
    assert.strictEqual(other.backend.requests.length, 2);
  });

  test('out in another page takes nothing of what this one’s other players tell', async (assert) => {
    const site = new FakeSite();
    const h = new QueueHarness();
    h.store = site.store;
    h.lock = site.lock;
    h.opening().add(eventOf('play'));
    site.map.set(keyOf('0-elsewhere', COURSE), '{}');
    setConsent(h.delivery, 'out');
    await settled();
    assert.deepEqual(site.keys, [keyOf('0-elsewhere', COURSE)]);
  });

  test('out stops retries for good, and in brings nothing of it back', async (assert) => {
    const h = new QueueHarness();
    h.opening();
    await h.backend.answer(NO_ANSWER);
    setConsent(h.delivery, 'out');
    assert.strictEqual(h.clock.pending, 0);
    setConsent(h.delivery, 'in');
    await h.pass(RETRY_CAP_MS);
    assert.strictEqual(h.backend.requests.length, 1);
  });

  test('what a listener withdraws consent at is dropped once', (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    h.listener = (type) => {
      if (type === 'eventqueued') setConsent(h.delivery, 'out');
    };
    queue.add(eventOf('play'));
    assert.deepEqual(countsOf(h.delivery).dropped, { consent: 2 });
  });

  test('a new session after in again is sent', async (assert) => {
    const h = new QueueHarness();
    setConsent(h.delivery, 'out');
    setConsent(h.delivery, 'in');
    await h.opened();
    assert.strictEqual(countsOf(h.delivery).delivered, 1);
  });
});
