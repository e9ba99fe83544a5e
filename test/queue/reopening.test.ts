import QUnit from 'qunit';
import { countsOf, flush, leavePage } from '../../src/queue/delivery';
import type { EventType, MediaEvent } from '../../src/model';
import { DRAIN_GAP_CAP_MS, START_SPREAD_CAP_MS } from '../../src/queue/pacing';
import { SESSION_MEMORY_MS } from '../../src/queue/exchange';
import { RETRY_CAP_MS } from '../../src/queue/retry';
import { ACCEPTED, CREATED, eventOf, NO_ANSWER, QueueHarness, settled } from '../support/fake-backend';

const { module, test } = QUnit;

const GONE = { status: 410 };
const AGAIN = { status: 201, location: '/api/v1/sessions/second' };

const described = (): MediaEvent =>
  eventOf('sessionStart', { params: { media: { id: 'episode-42', length: 60 } }, customMetadata: { part: 'one' } });
const state = (name: string): Partial<MediaEvent> => ({ params: { media: { state: { name } } } });
const body = (h: QueueHarness, nth: number): { params: Record<string, unknown>; customMetadata: unknown } =>
  JSON.parse(h.backend.requests[nth]!.body) as never;

module('queue: a session that is gone', () => {
  for (const status of [404, 410])
    test(`a ${status} opens another session, and the refused event is delivered on it, once`, async (assert) => {
      const h = new QueueHarness();
      const queue = await h.opened(described());
      const play = eventOf('play');
      queue.add(play);
      queue.add(eventOf('ping'));
      await h.backend.answer({ status }, AGAIN, ACCEPTED, ACCEPTED);
      assert.deepEqual(h.backend.types, ['sessionStart', 'play', 'sessionStart', 'play', 'ping']);
      assert.true(h.backend.last.url.endsWith('/sessions/second/events'));
      assert.strictEqual(body(h, 2).params['media.resume'], true);
      assert.strictEqual(body(h, 2).params['media.id'], 'episode-42');
      assert.deepEqual(body(h, 2).customMetadata, { part: 'one' });
      assert.deepEqual(h.told('sessionlost'), [{ sessionId: '4f2a' }]);
      assert.deepEqual(countsOf(h.delivery).dropped, {});
      assert.strictEqual(h.told('eventdelivered').filter(({ event }) => event === play).length, 1);
    });

  test('its start is spread where it was the first answer after an outage', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    h.backend.automatic = () => NO_ANSWER;
    await h.backend.answer(NO_ANSWER);
    await h.pass(60_000);
    h.backend.automatic = ({ type }) => (type === 'play' ? GONE : undefined);
    while (h.told('sessionlost').length === 0) await h.pass(1000);
    await h.pass(START_SPREAD_CAP_MS / 2);
    assert.strictEqual(h.backend.last.type, 'play');
    await h.pass(START_SPREAD_CAP_MS / 2);
    assert.strictEqual(h.backend.last.type, 'sessionStart');
  });

  test('it is brought to where the last one was, as far as that was told', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened(described());
    const chapter = eventOf('chapterStart', { params: { media: { chapter: { index: 1 } } } });
    for (const each of [eventOf('play'), chapter, eventOf('stateStart', state('mute')), eventOf('pauseStart')])
      queue.add(each);
    queue.add(eventOf('stateStart', state('fullScreen')));
    const last = eventOf('play');
    queue.add(last);
    await h.backend.answer(ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED, GONE, AGAIN);
    h.backend.heal();
    await h.backend.answer(ACCEPTED);
    const told = h.backend.requests.slice(6);
    assert.deepEqual(
      told.map(({ type }) => type),
      ['sessionStart', 'chapterStart', 'stateStart', 'pauseStart', 'stateStart', 'play'],
    );
    assert.strictEqual(body(h, 7).params['media.chapter.index'], 1);
    assert.strictEqual(body(h, 8).params['media.state.name'], 'mute', 'the other one was not told yet');
    const stamps = told.map(({ ts }) => ts);
    assert.deepEqual(
      stamps,
      [...new Set(stamps)].sort((a, b) => a - b),
    );
    assert.strictEqual(stamps[stamps.length - 1], last.ts);
  });

  test('the id of the lost session is never used again', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    await h.backend.answer(GONE);
    queue.add(eventOf('ping'));
    await h.backend.answer(AGAIN, ACCEPTED, ACCEPTED);
    const lost = h.backend.requests.filter(({ url }) => url.includes('4f2a'));
    assert.strictEqual(lost.length, 1);
  });

  test('the end of the content is told on another session; a mere sessionEnd opens none', async (assert) => {
    const h = new QueueHarness();
    const watched = await h.opened();
    watched.add(eventOf('sessionComplete'));
    watched.close();
    await h.backend.answer(GONE, AGAIN, ACCEPTED);
    assert.deepEqual(h.backend.types, ['sessionStart', 'sessionComplete', 'sessionStart', 'sessionComplete']);
    const left = await h.opened();
    left.add(eventOf('sessionEnd'));
    left.close();
    await h.backend.answer(GONE);
    assert.strictEqual(h.backend.last.type, 'sessionEnd');
    assert.deepEqual(countsOf(h.delivery).dropped, { sessionGone: 1 });
    assert.true(left.ended);
  });

  test('what is left of the end of a session that is closed opens none; in one that goes on it does', async (assert) => {
    for (const leaves of [true, false]) {
      const h = new QueueHarness();
      const queue = await h.opened();
      queue.add(eventOf('chapterStart'));
      await h.backend.answer(ACCEPTED);
      queue.add(eventOf('chapterSkip'));
      queue.prepare([eventOf('sessionEnd')]);
      if (leaves) {
        leavePage([h], true);
        await h.backend.answerNewest(ACCEPTED);
      }
      await h.backend.answer(GONE);
      assert.strictEqual(h.backend.last.type, leaves ? 'sessionEnd' : 'sessionStart');
      assert.strictEqual(queue.ended, leaves);
    }
  });

  test('a session closed by an end whose answer was lost took all that went before', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('sessionEnd'));
    queue.close();
    await h.backend.answer(NO_ANSWER);
    await h.pass(2000);
    await h.backend.answer(GONE);
    assert.strictEqual(countsOf(h.delivery).delivered, 2);
    assert.deepEqual(countsOf(h.delivery).dropped, {});
    assert.strictEqual(h.backend.types.filter((type) => type === 'sessionStart').length, 1);
  });

  test('an end of content that nobody was there to take for ten minutes is told on another session', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    h.backend.automatic = () => NO_ANSWER;
    queue.add(eventOf('sessionComplete'));
    queue.close();
    await h.pass(700_000);
    h.backend.automatic = ({ type }) => (type === 'sessionStart' ? AGAIN : ACCEPTED);
    await h.pass(60_000);
    assert.deepEqual(h.backend.types.slice(-2), ['sessionStart', 'sessionComplete']);
    assert.strictEqual(countsOf(h.delivery).delivered, 3, 'two starts and the end');
  });

  test('a backend that knows no session it gave is asked ever less often', async (assert) => {
    const h = new QueueHarness();
    h.random = 0;
    h.backend.automatic = ({ type }) => (type === 'sessionStart' ? CREATED : GONE);
    const queue = h.opening();
    queue.add(eventOf('play'));
    const perMinute: number[] = [];
    for (let minute = 0; minute < 15; minute++) {
      const before = h.backend.requests.length;
      await h.pass(60_000);
      perMinute.push(h.backend.requests.length - before);
    }
    assert.true(perMinute[0]! <= 12, `${perMinute.join()} requests a minute`);
    assert.true(perMinute[14]! <= 2);
    assert.strictEqual(h.size > 0, true, 'and nothing is given up');
    h.backend.heal();
    await h.pass(300_000);
    assert.strictEqual(h.size, 0);
  });

  test('an event that the backend closes every session at is told ever less often, too', async (assert) => {
    const h = new QueueHarness();
    h.backend.automatic = ({ type }) => (type === 'sessionStart' ? CREATED : type === 'chapterStart' ? GONE : ACCEPTED);
    const queue = h.opening();
    queue.add(eventOf('play'));
    queue.add(eventOf('chapterStart'));
    await h.pass(60_000);
    assert.true(h.told('sessionlost').length < 6, `${h.told('sessionlost').length} sessions`);
  });

  test('a listener that tells something as a session is lost disturbs nothing', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    await h.backend.answer(ACCEPTED);
    queue.renew();
    h.listener = (type) => {
      if (type === 'sessionlost') queue.add(eventOf('error'));
    };
    h.backend.automatic = ({ type }) => (type === 'sessionStart' ? AGAIN : ACCEPTED);
    queue.add(eventOf('pauseStart'));
    await settled();
    assert.deepEqual(h.backend.types.slice(2), ['sessionStart', 'play', 'pauseStart', 'error']);
  });

  test('a delivered event makes the next loss the first one again', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    for (let i = 0; i < 5; i++) {
      queue.add(eventOf('play'));
      await h.backend.answer(GONE, CREATED, ACCEPTED);
      queue.add(eventOf('ping'));
      await h.backend.answer(ACCEPTED);
    }
    assert.strictEqual(h.told('sessionlost').length, 5);
    assert.strictEqual(h.clock.pending, 0);
  });
});

module('queue: a session taken as gone', () => {
  test('the next event opens another, without asking the old one', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    await h.backend.answer(ACCEPTED);
    queue.renew();
    assert.strictEqual(h.backend.open, 0, 'there is nothing to tell yet');
    queue.add(eventOf('pauseStart'));
    await h.backend.answer(AGAIN, ACCEPTED, ACCEPTED);
    assert.deepEqual(h.backend.types, ['sessionStart', 'play', 'sessionStart', 'play', 'pauseStart']);
    assert.true(h.backend.requests[3]!.url.includes('second'));
  });

  test('that the backend has not heard of for ten minutes, whatever the reason, is one', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    h.backend.automatic = () => NO_ANSWER;
    queue.add(eventOf('play'));
    await h.pass(SESSION_MEMORY_MS);
    const tried = h.backend.requests.length;
    h.backend.automatic = ({ type }) => (type === 'sessionStart' ? AGAIN : ACCEPTED);
    await h.pass(RETRY_CAP_MS + START_SPREAD_CAP_MS);
    assert.deepEqual(h.backend.types.slice(tried), ['sessionStart', 'play']);
    assert.true(h.backend.last.url.includes('second'));
  });

  test('what was not opened yet is opened as it is', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    queue.renew();
    queue.add(eventOf('play'));
    await h.backend.answer(CREATED, ACCEPTED);
    assert.deepEqual(h.backend.types, ['sessionStart', 'play']);
  });
});

module('queue: what waits too long', () => {
  test('a ping without an answer gives way to a newer one', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    const [first, second] = [eventOf('ping'), eventOf('ping')];
    queue.add(first);
    queue.add(second);
    await h.backend.answer(NO_ANSWER);
    await h.pass(2000);
    assert.strictEqual(h.backend.last.ts, second.ts);
    assert.deepEqual(h.told('eventdropped'), [{ event: first, reason: 'superseded' }]);
  });

  test('a ping that was refused for now is sent again: it cannot be there twice', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    const first = eventOf('ping');
    queue.add(first);
    queue.add(eventOf('ping'));
    await h.backend.answer({ status: 503 });
    await h.pass(2000);
    assert.strictEqual(h.backend.last.ts, first.ts);
  });

  test('anything else without an answer is sent again', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('pauseStart'));
    queue.add(eventOf('pauseStart'));
    await h.backend.answer(NO_ANSWER);
    await h.pass(2000);
    const [, first, again] = h.backend.requests;
    assert.strictEqual(again!.body, first!.body);
  });

  test('pings that wait for a failing backend are thinned, and counted', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    await h.backend.answer({ status: 503 });
    for (let i = 0; i < 30; i++) queue.add(eventOf('ping'));
    assert.strictEqual(h.size, 13);
    assert.deepEqual(countsOf(h.delivery).dropped, { thinned: 18 });
  });

  test('so are those that wait for a backend that knows no session it gave', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    h.backend.automatic = ({ type }) => (type === 'sessionStart' ? AGAIN : GONE);
    for (let i = 0; i < 60; i++) {
      queue.add(eventOf('ping', { ts: Math.floor(h.clock.now()) + i }));
      await h.pass(10_000);
    }
    assert.true(h.size < 20, `${h.size} wait`);
  });

  test('pings behind a slow 201 are all kept', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    for (let i = 0; i < 30; i++) queue.add(eventOf('ping'));
    await settled();
    assert.strictEqual(h.size, 31);
  });

  test('an event is given up when it is a day old, and a session with its start', async (assert) => {
    const h = new QueueHarness();
    const start = { ...eventOf('sessionStart'), ts: h.clock.now() };
    const queue = h.opening(start);
    const types: EventType[] = ['play', 'pauseStart'];
    types.forEach((type, i) => queue.add({ ...eventOf(type), ts: start.ts + i + 1 }));
    h.backend.automatic = () => ({ status: 503 });
    await h.backend.answer({ status: 503 });
    await h.pass(24 * 3_600_000 + 600_000);
    assert.deepEqual(countsOf(h.delivery).dropped, { expired: 3 });
    assert.strictEqual(h.clock.pending, 0);
  });

  test('memory is bounded', async (assert) => {
    const h = new QueueHarness('pending');
    const queue = h.opening();
    for (let i = 0; i < 1200; i++) queue.add(eventOf('stateStart', state('mute')));
    await settled();
    assert.strictEqual(h.size, 1000);
    assert.deepEqual(countsOf(h.delivery).dropped, { overflow: 201 });
  });
});

module('queue: after an outage', () => {
  /** A minute in which nothing gets through, and an event a second happens. */
  async function outage(): Promise<QueueHarness> {
    const h = new QueueHarness();
    const queue = await h.opened();
    h.backend.automatic = () => NO_ANSWER;
    for (let i = 0; i < 60; i++) {
      queue.add(eventOf('pauseStart'));
      await h.pass(1000);
    }
    h.random = 0.5;
    return h;
  }

  test('the start is spread and the backlog paced', async (assert) => {
    const h = await outage();
    const times: number[] = [];
    h.backend.automatic = () => {
      times.push(h.clock.now());
      return ACCEPTED;
    };
    await h.pass(SESSION_MEMORY_MS);
    assert.strictEqual(times.length, 60, 'each once');
    const [spreadMs, ...gapsMs] = times.slice(1).map((time, i) => time - times[i]!);
    assert.strictEqual(spreadMs, START_SPREAD_CAP_MS / 2);
    assert.deepEqual([...new Set(gapsMs)], [DRAIN_GAP_CAP_MS]);
    assert.strictEqual(h.clock.pending, 0);
  });

  test('other sessions are spread and paced as well', async (assert) => {
    const h = new QueueHarness();
    const queues = [await h.opened(), await h.opened()];
    h.backend.automatic = () => NO_ANSWER;
    for (const queue of queues) for (let i = 0; i < 5; i++) queue.add(eventOf('pauseStart'));
    await h.pass(60_000);
    h.random = 0.5;
    h.backend.heal();
    await h.pass(21_000);
    const atOnce = countsOf(h.delivery).delivered;
    assert.true(atOnce <= 7, `${atOnce} within a moment`);
    await h.pass(60_000);
    assert.strictEqual(countsOf(h.delivery).delivered, 12);
  });

  test('a flush waits for none of that', async (assert) => {
    const h = await outage();
    h.backend.heal();
    const now = h.clock.now();
    await flush(h.delivery);
    assert.strictEqual(countsOf(h.delivery).delivered, 61);
    assert.strictEqual(h.clock.now(), now);
  });
});
