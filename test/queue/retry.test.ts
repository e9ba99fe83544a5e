import QUnit from 'qunit';
import { countsOf, flush } from '../../src/queue/delivery';
import { UNNAMED_CAP } from '../../src/queue/exchange';
import { RETRY_AFTER_CAP_MS, RETRY_BASE_MS, RETRY_CAP_MS, retryDelayMs } from '../../src/queue/retry';
import { DRAIN_GAP_CAP_MS, START_SPREAD_CAP_MS } from '../../src/queue/pacing';
import { ACCEPTED, CREATED, eventOf, NO_ANSWER, QueueHarness } from '../support/fake-backend';

const { module, test } = QUnit;

const ALMOST_ONE = 1 - Number.EPSILON;

module('queue: the wait before a retry', () => {
  test('is anything from nothing to the ceiling', (assert) => {
    assert.strictEqual(retryDelayMs(1, 0), 0);
    assert.strictEqual(retryDelayMs(1, 0.25), RETRY_BASE_MS / 4);
    assert.true(retryDelayMs(1, ALMOST_ONE) <= RETRY_BASE_MS);
  });

  test('has a ceiling that doubles with each failure in a row, up to a cap', (assert) => {
    const ceilings = [1, 2, 3, 20, 5000].map((failures) => Math.round(retryDelayMs(failures, ALMOST_ONE)));
    assert.deepEqual(ceilings, [RETRY_BASE_MS, 2 * RETRY_BASE_MS, 4 * RETRY_BASE_MS, RETRY_CAP_MS, RETRY_CAP_MS]);
  });

  test('is at least what Retry-After asks for, which may exceed the cap', (assert) => {
    assert.strictEqual(retryDelayMs(1, 0, 7), 7000);
    assert.strictEqual(retryDelayMs(1, 0, 90), 90_000);
  });

  test('does not follow a Retry-After without bounds, nor one that shortens it', (assert) => {
    assert.strictEqual(retryDelayMs(1, 0, 1e9), RETRY_AFTER_CAP_MS);
    assert.strictEqual(retryDelayMs(1, 0.5, -30), RETRY_BASE_MS / 2);
  });
});

module('queue: retries', () => {
  test('three 500 and then a 201 open the session', async (assert) => {
    const h = new QueueHarness();
    h.opening().add(eventOf('play'));
    for (let i = 0; i < 3; i++) {
      await h.backend.answer({ status: 500 });
      await h.pass(RETRY_CAP_MS);
    }
    await h.backend.answer(CREATED);
    assert.deepEqual(h.backend.types.slice(0, 4), Array(4).fill('sessionStart'));
    assert.deepEqual(
      h.told('eventretry').map(({ attempt, status }) => [attempt, status]),
      [1, 2, 3].map((attempt) => [attempt, 500]),
    );
    assert.strictEqual(h.told('eventdelivered')[0]!.attempts, 4);
  });

  test('a backend that refuses connections for 20 s costs no event and no order', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    h.backend.automatic = () => NO_ANSWER;
    for (let second = 0; second < 20; second++) {
      queue.add(eventOf(second % 2 ? 'play' : 'pauseStart'));
      await h.pass(1000);
    }
    assert.strictEqual(h.size, 20);
    h.backend.heal();
    await h.pass(RETRY_CAP_MS + START_SPREAD_CAP_MS + 20 * DRAIN_GAP_CAP_MS * 1.5);
    const delivered = h.told('eventdelivered').map(({ event }) => event.ts);
    assert.strictEqual(delivered.length, 21);
    assert.deepEqual(
      delivered,
      [...delivered].sort((a, b) => a - b),
    );
    assert.strictEqual(countsOf(h.delivery).queued, 0);
  });

  test('the head is sent again with the same bytes and ts, and nothing overtakes it', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    queue.add(eventOf('pauseStart'));
    await h.backend.answer(NO_ANSWER);
    await h.pass(RETRY_BASE_MS);
    const [, first, again] = h.backend.requests;
    assert.strictEqual(h.backend.requests.length, 3);
    assert.strictEqual(again!.body, first!.body);
    assert.strictEqual(again!.url, first!.url);
  });

  test('nothing is sent before the wait told in eventretry is over', async (assert) => {
    const h = new QueueHarness();
    h.opening();
    await h.backend.answer({ status: 503 });
    const { delayMs } = h.told('eventretry')[0]!;
    await h.pass(delayMs - 1);
    assert.strictEqual(h.backend.requests.length, 1);
    await h.pass(2);
    assert.strictEqual(h.backend.requests.length, 2);
  });

  test('Retry-After is waited for', async (assert) => {
    const h = new QueueHarness();
    h.opening();
    await h.backend.answer({ status: 429, retryAfterSeconds: 30 });
    await h.pass(29_999);
    assert.strictEqual(h.backend.requests.length, 1);
    await h.pass(2);
    assert.strictEqual(h.backend.requests.length, 2);
  });

  test('a flush tries at once', async (assert) => {
    const h = new QueueHarness();
    h.opening();
    await h.backend.answer({ status: 503, retryAfterSeconds: 60 });
    void flush(h.delivery);
    assert.strictEqual(h.backend.requests.length, 2);
  });

  for (const location of [undefined, '', '/', '???'])
    test(`a 201 whose Location is ${JSON.stringify(location)} names no session, and is asked for again`, async (assert) => {
      const h = new QueueHarness();
      h.opening().add(eventOf('play'));
      await h.backend.answer({ status: 201, location });
      assert.strictEqual(h.told('eventretry').length, 1);
      assert.strictEqual(h.backend.requests.length, 1, 'not at once');
      await h.pass(RETRY_BASE_MS);
      assert.deepEqual(h.backend.types, ['sessionStart', 'sessionStart']);
      await h.backend.answer(CREATED);
      await h.pass(START_SPREAD_CAP_MS);
      assert.strictEqual(h.backend.last.type, 'play');
    });

  test('three 201 in a row that name no session end it: each may be one more at the backend', async (assert) => {
    const h = new QueueHarness();
    h.backend.automatic = () => ({ status: 201 });
    const queue = h.opening();
    queue.add(eventOf('play'));
    await h.pass(3_600_000);
    assert.strictEqual(h.backend.requests.length, UNNAMED_CAP);
    assert.deepEqual(countsOf(h.delivery).dropped, { sessionRejected: 2 });
    assert.true(queue.ended);
    const [first] = h.told('eventdropped');
    assert.strictEqual(first?.message, 'its Location is missing or not exposed');
  });

  test('sessions that are lost are none of these', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    const answers = [{ status: 404 }, CREATED, { status: 404 }, { status: 201 }, CREATED, ACCEPTED];
    for (const each of answers) {
      await h.pass(60_000);
      await h.backend.answer(each);
    }
    assert.deepEqual(countsOf(h.delivery).dropped, {});
    assert.strictEqual(h.size, 0);
  });

  test('any other answer that names none opened none, and is asked for again', async (assert) => {
    const h = new QueueHarness();
    h.backend.automatic = () => ({ status: 200 });
    h.opening();
    await h.pass(3_600_000);
    assert.deepEqual(countsOf(h.delivery).dropped, {});
    h.backend.heal();
    await h.pass(600_000);
    assert.strictEqual(countsOf(h.delivery).delivered, 1);
  });

  test('attempts are counted for each event', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    await h.backend.answer(NO_ANSWER);
    await h.pass(RETRY_BASE_MS);
    await h.backend.answer(ACCEPTED);
    await h.pass(RETRY_CAP_MS);
    queue.add(eventOf('ping'));
    await h.pass(RETRY_CAP_MS);
    await h.backend.answer(ACCEPTED);
    assert.deepEqual(
      h.told('eventdelivered').map(({ attempts }) => attempts),
      [1, 2, 1],
    );
  });

  test('a listener that adds an event leaves the count of attempts right', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    let added = 0;
    h.listener = (type) => {
      if (type === 'eventdelivered' && added++ < 2) queue.add(eventOf('error'));
    };
    await h.backend.answer(CREATED, ACCEPTED, ACCEPTED);
    assert.deepEqual(
      h.told('eventsent').map(({ attempt }) => attempt),
      [1, 1, 1],
    );
    assert.deepEqual(
      h.told('eventdelivered').map(({ attempts }) => attempts),
      [1, 1, 1],
    );
  });
});
