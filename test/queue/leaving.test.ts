import QUnit from 'qunit';
import { countsOf, flush, leavePage, restorePage } from '../../src/queue/delivery';
import { SESSION_MEMORY_MS } from '../../src/queue/exchange';
import { readViewing, storedViewings } from '../../src/queue/journal';
import { LEAVING_CAP, RETURN_MS } from '../../src/queue/leaving';
import { ACCEPTED, CREATED, eventOf, NO_ANSWER, QueueHarness, settled } from '../support/fake-backend';
import { FakeSite } from '../support/fake-storage';

const { module, test } = QUnit;

module('queue: a page that is hidden or left', () => {
  test('sends all that waits at once when it is hidden, and no end', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    for (let i = 0; i < 4; i++) queue.add(eventOf('pauseStart'));
    queue.prepare([eventOf('sessionEnd')]);
    leavePage([h], false);
    assert.deepEqual(h.backend.types.slice(1), Array(4).fill('pauseStart'));
    await h.backend.answer(ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED);
    assert.strictEqual(countsOf(h.delivery).delivered, 5);
    queue.add(eventOf('play'));
    assert.strictEqual(h.backend.last.type, 'play', 'and goes on as before');
  });

  test('sends its end when it is left, after all that waits', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    const end = eventOf('sessionEnd');
    queue.prepare([end]);
    leavePage([h], true);
    assert.deepEqual(h.backend.types, ['sessionStart', 'play', 'sessionEnd']);
    await h.backend.answer(ACCEPTED, ACCEPTED);
    assert.true(queue.ended);
    assert.strictEqual(h.told('eventqueued').filter(({ event }) => event === end).length, 1);
  });

  test('adds no end to what has its end already', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.prepare([eventOf('sessionEnd')]);
    queue.add(eventOf('sessionComplete'));
    queue.close();
    leavePage([h], true);
    await h.backend.answer(ACCEPTED);
    assert.deepEqual(h.backend.types, ['sessionStart', 'sessionComplete']);
    assert.true(queue.ended);
  });

  test('makes nine requests at most, the oldest first, over all its sessions', async (assert) => {
    const h = new QueueHarness();
    const queues = [await h.opened(), await h.opened()];
    for (const queue of queues) {
      for (let i = 0; i < 6; i++) queue.add(eventOf('pauseStart'));
      queue.prepare([eventOf('sessionEnd')]);
    }
    const before = h.backend.requests.length;
    leavePage([h], true);
    assert.strictEqual(h.backend.requests.length - before, LEAVING_CAP);
    assert.strictEqual(countsOf(h.delivery).queued, 14, 'and the rest waits');
  });

  test('sends no more than a leaving page may', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    const large = { customMetadata: { text: 'x'.repeat(8000) } };
    for (let i = 0; i < 4; i++) queue.add(eventOf('chapterStart', large));
    leavePage([h], true);
    assert.strictEqual(h.backend.requests.length, 1 + 1 + 1, 'one was under way');
  });

  test('writes only after its requests', async (assert) => {
    const h = new QueueHarness();
    const site = new FakeSite();
    h.store = site.store;
    const queue = await h.opened();
    queue.add(eventOf('play'));
    queue.add(eventOf('pauseStart'));
    queue.prepare([eventOf('sessionEnd')]);
    const before = site.writes;
    const writesAt: number[] = [];
    h.backend.automatic = () => void writesAt.push(site.writes - before);
    leavePage([h], true);
    assert.deepEqual(writesAt, [0, 0]);
    assert.true(site.writes > before);
  });

  test('and after those of all players of the page, which share what it may send', async (assert) => {
    const site = new FakeSite();
    const one = new QueueHarness();
    const other = new QueueHarness('in', one.clock, one);
    const writesAt: number[] = [];
    for (const h of [one, other]) {
      h.store = site.store;
      h.random = h === one ? 0.1 : 0.2;
      const queue = await h.opened();
      for (let i = 0; i < 6; i++) queue.add(eventOf('pauseStart'));
      queue.prepare([eventOf('sessionEnd')]);
    }
    const before = site.writes;
    for (const { backend } of [one, other]) backend.automatic = () => void writesAt.push(site.writes - before);
    leavePage([one, other], true);
    assert.deepEqual(writesAt, Array(LEAVING_CAP).fill(0));
    assert.true(site.writes > before);
    assert.strictEqual(one.size + other.size, 14, 'and the rest waits');
  });

  test('does not bother a failing backend when it is only hidden', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    await h.backend.answer(NO_ANSWER);
    leavePage([h], false);
    assert.strictEqual(h.backend.requests.length, 2);
    leavePage([h], true);
    assert.strictEqual(h.backend.requests.length, 3);
  });

  test('sends nothing without consent, or before there is a session', (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    queue.add(eventOf('play'));
    queue.prepare([eventOf('sessionEnd')]);
    leavePage([h], true);
    assert.deepEqual(h.backend.types, ['sessionStart']);
    assert.strictEqual(h.size, 3);
  });

  test('what the answers say in any order leaves nothing behind', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    for (let i = 0; i < 4; i++) queue.add(eventOf('pauseStart'));
    leavePage([h], false);
    await h.backend.answer({ status: 503 }, ACCEPTED, ACCEPTED, NO_ANSWER);
    h.backend.heal();
    await h.pass(60_000);
    assert.strictEqual(countsOf(h.delivery).delivered, 5);
    const first = h.backend.requests[1]!.ts;
    assert.strictEqual(h.backend.requests[5]!.ts, first, 'the oldest first');
  });
});

module('queue: a page that is back', () => {
  test('the last that is known of it is the latest, whatever was answered last', async (assert) => {
    const site = new FakeSite();
    const h = new QueueHarness();
    h.store = site.store;
    const queue = await h.opened();
    for (const type of ['pauseStart', 'play'] as const) queue.add(eventOf(type));
    leavePage([h], false);
    await h.backend.answerNewest(ACCEPTED);
    await h.backend.answer(ACCEPTED);
    const [name = ''] = storedViewings(site.store);
    assert.strictEqual(readViewing(site.store, name)?.course.last?.type, 'play');
  });

  test('what its session is in the middle of is what happened last, whatever was answered last', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    for (const type of ['pauseStart', 'adBreakStart', 'adStart', 'adComplete', 'adBreakComplete', 'play'] as const)
      queue.add(eventOf(type));
    leavePage([h], false);
    for (let i = 0; i < 6; i++) await h.backend.answerNewest(ACCEPTED);
    queue.add(eventOf('error'));
    h.backend.heal();
    await h.backend.answer({ status: 404 });
    assert.deepEqual(h.backend.types.slice(-3), ['sessionStart', 'play', 'error']);
  });

  test('what was told before it was lost counts, also what was told ahead of something that waits', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    for (const type of ['ping', 'adBreakStart', 'adBreakComplete', 'pauseStart'] as const) queue.add(eventOf(type));
    leavePage([h], false);
    for (let i = 0; i < 3; i++) await h.backend.answerNewest(ACCEPTED);
    await h.backend.answer(NO_ANSWER);
    h.clock.sleep(SESSION_MEMORY_MS);
    h.backend.heal();
    await flush(h.delivery);
    assert.deepEqual(h.backend.types.slice(-3), ['sessionStart', 'pauseStart', 'ping']);
  });

  test('what was not taken at once is told later, and counts where it happened', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    for (const type of ['adBreakStart', 'adBreakComplete', 'pauseStart'] as const) queue.add(eventOf(type));
    leavePage([h], false);
    h.backend.heal();
    await h.backend.answer({ status: 503 }, ACCEPTED, ACCEPTED);
    await flush(h.delivery);
    h.backend.automatic = ({ type }) => (type === 'error' ? { status: 404 } : undefined);
    queue.add(eventOf('error'));
    await settled();
    h.backend.heal();
    await h.backend.answer(CREATED);
    assert.deepEqual(h.backend.types.slice(-3), ['sessionStart', 'pauseStart', 'error']);
  });

  test('does not wait for an answer that never comes', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('pauseStart'));
    restorePage(h.delivery);
    await h.pass(RETURN_MS - 1);
    assert.strictEqual(h.backend.requests.length, 2);
    await h.pass(1);
    assert.strictEqual(h.backend.requests.length, 3);
    assert.strictEqual(h.backend.requests[2]!.body, h.backend.requests[1]!.body);
  });

  test('takes one that comes in time', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('pauseStart'));
    restorePage(h.delivery);
    await h.backend.answer(ACCEPTED);
    await h.pass(RETURN_MS);
    assert.strictEqual(h.backend.requests.length, 2);
    assert.strictEqual(h.size, 0);
  });

  test('takes its end back where nothing of it was sent', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    const end = [eventOf('sessionEnd')];
    queue.prepare(end);
    leavePage([h], true);
    assert.true(queue.retract(end));
    queue.add(eventOf('play'));
    h.backend.heal();
    await h.backend.answer({ status: 201, location: '/x' });
    await settled();
    assert.deepEqual(h.backend.types, ['sessionStart', 'play']);
    assert.false(queue.ended);
  });

  test('does not where something was', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    const end = [eventOf('sessionEnd')];
    queue.prepare(end);
    leavePage([h], true);
    assert.false(queue.retract(end));
  });
});
