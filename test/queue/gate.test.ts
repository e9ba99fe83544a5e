import QUnit from 'qunit';
import { countsOf, openSession } from '../../src/queue/delivery';
import { EVENT_TIMEOUT_MS, SESSION_TIMEOUT_MS } from '../../src/queue/exchange';
import { ACCEPTED, CREATED, eventOf, QueueHarness, SESSION_ID, settled } from '../support/fake-backend';

const { module, test } = QUnit;

module('queue: the gate', () => {
  test('nothing leaves before the session is described', async (assert) => {
    const h = new QueueHarness();
    const queue = h.pending();
    queue.add(eventOf('play'));
    await settled();
    assert.deepEqual(h.backend.types, []);
    assert.strictEqual(h.size, 2);
  });

  test('nothing but the Sessions request leaves before its 201', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    queue.add(eventOf('play'));
    queue.add(eventOf('ping'));
    await h.pass(SESSION_TIMEOUT_MS);
    assert.deepEqual(h.backend.types, ['sessionStart']);
    assert.strictEqual(h.backend.last.url, 'https://collect.test/api/v1/sessions');
  });

  test('what is sent to open the session is the described event, not the frozen one', (assert) => {
    const h = new QueueHarness();
    const start = eventOf('sessionStart');
    openSession(h.delivery, start).open({ ...start, params: { media: { id: 'episode-42' } } });
    assert.true(h.backend.last.body.includes('"media.id":"episode-42"'));
    assert.strictEqual(h.backend.last.ts, start.ts);
  });

  test('queued events go first, in order, then live ones', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    queue.add(eventOf('play'));
    queue.add(eventOf('pauseStart'));
    await h.backend.answer(CREATED);
    queue.add(eventOf('bufferStart'));
    await h.backend.answer(ACCEPTED, ACCEPTED, ACCEPTED);
    assert.deepEqual(h.backend.types, ['sessionStart', 'play', 'pauseStart', 'bufferStart']);
    assert.strictEqual(h.backend.last.url, `https://collect.test/api/v1/sessions/${SESSION_ID}/events`);
  });

  test('an event of an idle open session leaves at once', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    assert.strictEqual(h.backend.last.type, 'play', 'without so much as a microtask');
  });

  test('one request is in flight, however many wait', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    for (let i = 0; i < 5; i++) queue.add(eventOf('ping'));
    await settled();
    assert.strictEqual(h.backend.open, 1);
    assert.strictEqual(countsOf(h.delivery).inFlight, 1);
    await h.backend.answer(ACCEPTED);
    assert.strictEqual(h.backend.open, 1);
  });

  test('a hundred events behind a slow 201 drain at once, in order', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    const events = Array.from({ length: 100 }, () => eventOf('pauseStart'));
    for (const event of events) queue.add(event);
    await h.pass(SESSION_TIMEOUT_MS - 1);
    h.backend.heal();
    await h.backend.answer(CREATED);
    assert.deepEqual(
      h.backend.requests.slice(1).map(({ ts }) => ts),
      events.map(({ ts }) => ts),
    );
    assert.strictEqual(h.clock.pending, 0, 'no time passed and no timer is left');
  });

  test('a session opened a second time at once is another queue with its own gate', async (assert) => {
    const h = new QueueHarness();
    const first = await h.opened();
    const second = h.opening();
    second.add(eventOf('play'));
    first.add(eventOf('sessionEnd'));
    assert.deepEqual(h.backend.types, ['sessionStart', 'sessionStart', 'sessionEnd']);
  });

  test('the Sessions request is waited for longer than an event, for made again it is a second session', async (assert) => {
    const h = new QueueHarness();
    (await h.opened()).add(eventOf('play'));
    assert.deepEqual(
      h.backend.requests.map(({ timeoutMs }) => timeoutMs),
      [SESSION_TIMEOUT_MS, EVENT_TIMEOUT_MS],
    );
  });

  for (const location of ['https://collect.test/api/v1/sessions/x1', '/api/v1/sessions/x1/', 'sessions/x1?a=b/c#d'])
    test(`events go to the session that Location ${location} names`, async (assert) => {
      const h = new QueueHarness();
      const queue = h.opening();
      queue.add(eventOf('play'));
      await h.backend.answer({ status: 201, location });
      assert.strictEqual(h.backend.last.url, 'https://collect.test/api/v1/sessions/x1/events');
      assert.deepEqual(h.told('sessionopened'), [{ sessionId: 'x1' }]);
    });
});
