import QUnit from 'qunit';
import { countsOf, lose, openSession, setConsent } from '../../src/queue/delivery';
import {
  COURSE,
  EVENTS_CAP,
  keyOf,
  PROVEN,
  readViewing,
  storedViewings,
  TOTAL_CAP_LENGTH,
  VIEWING_CAP_LENGTH,
  VIEWINGS_CAP,
  type Course,
} from '../../src/queue/journal';
import { now } from '../../src/queue/circuit';
import { BLOCKED_FAILURES } from '../../src/queue/retry';
import { ACCEPTED, CREATED, eventOf, NO_ANSWER, QueueHarness, settled } from '../support/fake-backend';
import { FakeSite } from '../support/fake-storage';

const { module, test } = QUnit;

const URL = 'https://collect.test/api/v1/sessions';

function stored(consent: 'in' | 'pending' = 'in'): { h: QueueHarness; site: FakeSite } {
  const site = new FakeSite();
  const h = new QueueHarness(consent);
  h.store = site.store;
  h.lock = site.lock;
  return { h, site };
}

/** The only viewing that is stored. */
const kept = (site: FakeSite): NonNullable<ReturnType<typeof readViewing>> =>
  readViewing(site.store, storedViewings(site.store)[0]!)!;

const waiting = (site: FakeSite): string[] =>
  kept(site).waiting.map(({ event, tried }) => `${event.type}${tried ? ' tried' : ''}`);

module('queue: the store', () => {
  test('an event is written when it happens, also before there is a session', (assert) => {
    const { h, site } = stored();
    const start = eventOf('sessionStart');
    const queue = openSession(h.delivery, start);
    queue.add(eventOf('play'));
    assert.deepEqual(waiting(site), ['play']);
    assert.deepEqual({ ...kept(site).course.start, id: start.id }, start, 'and has an id of the page that reads it');
    assert.false(kept(site).course.described);
    assert.strictEqual(kept(site).course.url, URL);
    assert.strictEqual(h.backend.requests.length, 0);
  });

  test('it is marked before an attempt, unmarked when it was refused for now, and removed when it is there', async (assert) => {
    const { h, site } = stored();
    const queue = h.opening();
    await settled();
    queue.add(eventOf('play'));
    await h.backend.answer(CREATED);
    assert.deepEqual(waiting(site), ['play tried']);
    await h.backend.answer({ status: 503 });
    assert.deepEqual(waiting(site), ['play']);
    await h.pass(2000);
    await h.backend.answer(NO_ANSWER);
    assert.deepEqual(waiting(site), ['play tried']);
    await h.pass(4000);
    await h.backend.answer(ACCEPTED);
    assert.deepEqual(waiting(site), []);
    assert.strictEqual(kept(site).course.sessionId, '4f2a');
  });

  test('what the session is in the middle of is kept with it', async (assert) => {
    const { h, site } = stored();
    const queue = h.opening();
    h.backend.heal();
    await settled();
    queue.add(eventOf('play'));
    await settled();
    assert.strictEqual(kept(site).course.context.playback, 'play');
    assert.strictEqual(kept(site).course.heardAt, h.clock.now());
  });

  test('nothing is left of a viewing that is over', async (assert) => {
    const { h, site } = stored();
    h.backend.heal();
    const queue = h.opening();
    queue.add(eventOf('sessionEnd'));
    queue.close();
    await settled();
    assert.deepEqual(site.keys, []);
    assert.deepEqual(site.held, []);
    assert.ok(site.map.get(PROVEN));
  });

  test('withdrawn and given again, consent lets it be known again that the backend answers', async (assert) => {
    const { h, site } = stored();
    h.backend.heal();
    h.opening();
    await settled();
    const before = site.map.get(PROVEN);
    setConsent(h.delivery, 'out', site.store);
    assert.strictEqual(site.map.get(PROVEN), undefined);
    setConsent(h.delivery, 'in');
    h.clock.advance(1);
    h.opening();
    await settled();
    const after = site.map.get(PROVEN);
    assert.ok(after);
    assert.notStrictEqual(after, before, 'and a page that was away can tell');
  });

  test('what the site has cleared is stored again with what comes next', async (assert) => {
    const { h, site } = stored();
    const queue = h.opening();
    await settled();
    await h.backend.answer(CREATED);
    h.backend.automatic = () => NO_ANSWER;
    queue.add(eventOf('play'));
    await settled();
    site.map.clear();
    queue.add(eventOf('pauseStart', { ts: eventOf('play').ts + 1 }));
    await settled();
    assert.deepEqual(
      readViewing(site.store, storedViewings(site.store)[0]!)?.waiting.map(({ event }) => event.type),
      ['play', 'pauseStart'],
    );
  });

  test('the lock is held only while something waits', async (assert) => {
    const { h, site } = stored();
    h.opening();
    await settled();
    assert.strictEqual(site.held.length, 1);
    await h.backend.answer(CREATED);
    assert.strictEqual(site.held.length, 0);
  });

  test('nothing is stored before consent, all of it with consent, and nothing after it was withdrawn', (assert) => {
    const { h, site } = stored('pending');
    const queue = h.opening();
    queue.add(eventOf('play'));
    assert.deepEqual(site.keys, []);
    setConsent(h.delivery, 'in');
    assert.deepEqual(waiting(site), ['play']);
    setConsent(h.delivery, 'out', h.store);
    queue.add(eventOf('pauseStart'));
    assert.strictEqual(site.map.size, 0);
  });

  test('storage that takes nothing costs durability only', async (assert) => {
    const { h, site } = stored();
    site.full = true;
    const queue = h.opening();
    queue.add(eventOf('play'));
    h.backend.heal();
    await settled();
    assert.strictEqual(countsOf(h.delivery).delivered, 2);
  });

  test('where what they are of does not fit, its events leave it the room', async (assert) => {
    const { h, site } = stored();
    const { store } = site;
    const isOfAViewing = (key: string): boolean => key.endsWith(':s');
    h.store = { ...store, set: (key, value) => !isOfAViewing(key) && store.set(key, value) };
    const queue = h.opening();
    h.backend.automatic = ({ type }) => (type === 'sessionStart' ? CREATED : undefined);
    queue.add(eventOf('play'));
    await settled();
    assert.deepEqual(site.keys, []);
  });

  test('storage that is cleared costs durability only', async (assert) => {
    const { h, site } = stored();
    const queue = h.opening();
    queue.add(eventOf('play'));
    site.map.clear();
    queue.add(eventOf('pauseStart'));
    h.backend.heal();
    await settled();
    assert.strictEqual(countsOf(h.delivery).delivered, 3);
  });

  test('a blocker that lets nothing through fills nothing', async (assert) => {
    const { h, site } = stored();
    const queue = h.opening();
    h.backend.automatic = () => NO_ANSWER;
    await settled();
    queue.add(eventOf('play'));
    for (let i = 0; i < BLOCKED_FAILURES; i++) {
      now(h.wiring.circuit);
      await settled();
    }
    assert.deepEqual(site.keys, []);
    const before = h.backend.requests.length;
    for (let i = 0; i < 360; i++) {
      queue.add(eventOf('ping'));
      await h.pass(10_000);
    }
    assert.deepEqual(site.keys, []);
    assert.true(h.backend.requests.length - before <= 12, 'one request in five minutes at most');
    h.backend.heal();
    await h.pass(700_000);
    assert.strictEqual(h.size, 0);
    queue.add(eventOf('pauseStart'));
    assert.deepEqual(waiting(site), ['pauseStart'], 'and when it is gone, all is as it should be');
  });

  test('three writes an event, and none of them grows with what waits', async (assert) => {
    const { h, site } = stored();
    h.backend.heal();
    const queue = h.opening();
    await settled();
    h.backend.automatic = () => undefined;
    for (let i = 0; i < 50; i++) queue.add(eventOf('pauseStart'));
    await settled();
    const before = site.writes;
    queue.add(eventOf('play'));
    assert.strictEqual(site.writes - before, 1);
    await h.backend.answer(ACCEPTED);
    assert.true(site.writes - before <= 4, 'progress of the first, mark of the second');
  });
});

module('queue: bounds of the store', () => {
  const large = (): ReturnType<typeof eventOf> =>
    eventOf('chapterStart', { customMetadata: { text: 'x'.repeat(20_000) } });

  /** A viewing of an earlier visit. */
  const left = (name: string, site: FakeSite, ...events: ReturnType<typeof eventOf>[]): void => {
    const course: Course = {
      url: URL,
      start: eventOf('sessionStart'),
      described: true,
      heardAt: 0,
      context: { states: [] },
    };
    site.map.set(keyOf(name, COURSE), JSON.stringify(course));
    for (const event of events) site.map.set(keyOf(name, event.ts), JSON.stringify({ event, tried: false }));
  };

  test('a viewing has so many events at most, the oldest', async (assert) => {
    const { h, site } = stored();
    const queue = h.opening();
    await settled();
    for (let i = 0; i < EVENTS_CAP + 5; i++) queue.add(eventOf('pauseStart'));
    assert.strictEqual(waiting(site).length, EVENTS_CAP - 1, 'and its start');
    await h.backend.answer(CREATED);
    assert.strictEqual(waiting(site).length, EVENTS_CAP);
    await h.backend.answer(ACCEPTED);
    assert.strictEqual(waiting(site).length, EVENTS_CAP, 'the next has its place');
  });

  test('and so many characters', (assert) => {
    const { h, site } = stored();
    const queue = h.opening();
    for (let i = 0; i < 4; i++) queue.add(large());
    assert.strictEqual(waiting(site).length, 3);
    assert.strictEqual(h.size, 5, 'the rest waits in memory');
    assert.true([...site.map.values()].join('').length < VIEWING_CAP_LENGTH + 1000);
  });

  test('the oldest viewing makes room for a new one, and what it had is counted and told', async (assert) => {
    const { h, site } = stored();
    for (let i = 0; i < VIEWINGS_CAP; i++) left(`0${String.fromCharCode(97 + i)}-x`, site, eventOf('play'));
    h.opening().add(eventOf('play'));
    await settled();
    assert.false(storedViewings(site.store).includes('0a-x'));
    assert.deepEqual(countsOf(h.delivery).dropped, { evicted: 2 });
    assert.deepEqual(site.held.length, 1, 'its own');
  });

  test('what another page holds because it still tells it is not counted as lost', async (assert) => {
    const { h, site } = stored();
    for (let i = 0; i < VIEWINGS_CAP; i++) left(`0${String.fromCharCode(97 + i)}-x`, site, eventOf('play'));
    await site.lock('0a-x');
    h.opening();
    await settled();
    assert.true(storedViewings(site.store).includes('0a-x'), 'nor forgotten');
    assert.false(storedViewings(site.store).includes('0b-x'), 'but the next one is');
    assert.deepEqual(countsOf(h.delivery).dropped, { evicted: 2 });
  });

  test('a viewing of this page stays stored, and where it leaves no room the next waits in memory only', async (assert) => {
    const { h, site } = stored();
    for (let i = 0; i <= VIEWINGS_CAP; i++) {
      h.opening().add(eventOf('play'));
      h.clock.advance(1);
    }
    await settled();
    assert.strictEqual(storedViewings(site.store).length, VIEWINGS_CAP);
    assert.deepEqual(countsOf(h.delivery).dropped, {});
    h.backend.heal();
    while (h.backend.open) await h.backend.answer(CREATED);
    assert.strictEqual(countsOf(h.delivery).delivered, 2 * VIEWINGS_CAP + 2);
  });

  test('all together stay below a twentieth of what a site has', (assert) => {
    const { h, site } = stored();
    for (let i = 0; i < 8; i++) {
      const queue = h.opening();
      for (let j = 0; j < 3; j++) queue.add(large());
      h.clock.advance(1);
    }
    const total = [...site.map].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    assert.true(total <= TOTAL_CAP_LENGTH, String(total));
  });

  test('keys of others are left alone', async (assert) => {
    const { h, site } = stored();
    site.map
      .set('theirs', '1')
      .set(keyOf('broken', COURSE), '{')
      .set(keyOf('broken', 7), '}')
      .set(keyOf('broken', 8), 'null');
    assert.strictEqual(readViewing(site.store, 'broken'), undefined);
    assert.deepEqual(storedViewings(site.store), ['broken']);
    await lose(h.delivery, site.store, 'broken', 'expired');
    assert.deepEqual(site.keys, ['theirs']);
    assert.deepEqual(countsOf(h.delivery).dropped, {});
  });
});
