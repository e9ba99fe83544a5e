import QUnit from 'qunit';
import {
  answer,
  countsOf,
  flush,
  isIdle,
  leavePage,
  openSession,
  restorePage,
  setConsent,
} from '../../src/queue/delivery';
import { mediaCollection } from '../../src/api/media-collection';
import { NO_CONTEXT } from '../../src/context';
import type { MediaEvent } from '../../src/model';
import { COURSE, keyOf, readViewing, storedViewings, VIEWINGS_CAP } from '../../src/queue/journal';
import { RETURN_MS } from '../../src/queue/leaving';
import type { SessionQueue } from '../../src/queue/queue';
import { AFTERMATH_MS, ANSWER_MS, recover, type RecoveryOptions } from '../../src/queue/recovery';
import { SESSION_MEMORY_MS } from '../../src/queue/exchange';
import { ACCEPTED, CREATED, eventOf, NO_ANSWER, QueueHarness, settled } from '../support/fake-backend';
import { FakeClock } from '../support/fake-clock';
import { FakeSite } from '../support/fake-storage';

const { module, test } = QUnit;

const AS_USUAL: RecoveryOptions = {
  recorded: false,
  maxAgeMs: 86_400_000,
  describe: (start) => Promise.resolve(start),
};

/** A page of the site, with its own queues. */
class Visit extends QueueHarness {
  constructor(readonly site: FakeSite) {
    super();
    this.store = site.store;
    this.lock = site.lock;
    this.random = Math.random();
    this.backend.heal();
  }

  /** As the next visit does it. */
  async recovers(more: Partial<RecoveryOptions> = {}): Promise<void> {
    recover(this.delivery, { ...AS_USUAL, ...more });
    await this.pass(AFTERMATH_MS + ANSWER_MS + 1000);
  }

  /** As one that was put aside does. */
  async returns(): Promise<void> {
    this.backend.heal();
    restorePage(this.delivery);
    await this.pass(2 * RETURN_MS);
  }
}

interface Site {
  site: FakeSite;
  /** The page that is left; its time stands still then. */
  first: Visit;
  clock: FakeClock;
  /** The one after it. */
  next: Visit;
}

function visits(): Site {
  const site = new FakeSite();
  const [first, next] = [new Visit(site), new Visit(site)];
  return { site, first, next, clock: first.clock };
}

/** Events of this clock's time. */
const at = (clock: FakeClock, type: MediaEvent['type'], extra?: Partial<MediaEvent>): MediaEvent =>
  eventOf(type, { ts: Math.floor(clock.now()), ...extra });

/** A page that had its session, lost the network, and was left. */
async function interrupted({ site, clock, first }: Site): Promise<MediaEvent[]> {
  first.backend.automatic = ({ type }) => (type === 'sessionStart' ? CREATED : undefined);
  const queue = first.opening(at(clock, 'sessionStart'));
  await first.pass(10);
  first.backend.automatic = () => NO_ANSWER;
  const events = [at(clock, 'play'), eventOf('pauseStart', { ts: Math.floor(clock.now()) + 5, playhead: 7 })];
  for (const event of events) queue.add(event);
  await settled();
  site.crash();
  return events;
}

/** A page without locks that is left with its last requests under way, and then stands still. */
async function putAside({ clock, first, next }: Site, queue: SessionQueue): Promise<void> {
  for (const page of [first, next]) page.lock = () => Promise.resolve(() => undefined);
  await first.pass(10);
  first.backend.automatic = () => undefined;
  queue.add(at(clock, 'pauseStart'));
  queue.prepare([at(clock, 'sessionEnd', { ts: Math.floor(clock.now()) + 1 })]);
  leavePage([first], true);
}

/** What other pages write is told to a page, as browsers do it. */
function answersFrom({ delivery }: Visit, { store }: FakeSite): void {
  const { set } = store;
  store.set = (key, value) => {
    const isSet = set(key, value);
    answer(delivery, key);
    return isSet;
  };
}

module('queue: the next visit', () => {
  test('what was for another backend is left to the player of the page that has it', async (assert) => {
    const { site, first, next } = visits();
    const other = mediaCollection('https://other.test');
    first.delivery.backend = { ...first.wiring, wire: other };
    first.backend.automatic = () => NO_ANSWER;
    const start = at(first.clock, 'sessionStart');
    first.opening(start).add(eventOf('play', { ts: start.ts + 1 }));
    await settled();
    site.crash();
    const beside = new QueueHarness('in', next.clock, next);
    beside.store = site.store;
    beside.lock = site.lock;
    beside.backend.heal();
    beside.delivery.backend = { ...beside.wiring, wire: other };
    for (const { delivery } of [next, beside]) recover(delivery, AS_USUAL);
    await next.pass(AFTERMATH_MS + ANSWER_MS + 1000);
    assert.deepEqual([next.backend.types, beside.backend.types.slice(0, 2)], [[], ['sessionStart', 'play']]);
  });

  test('goes on with a session that is still open, and ends it', async (assert) => {
    const s = visits();
    const [play, pause] = await interrupted(s);
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['play', 'pauseStart', 'sessionEnd']);
    assert.deepEqual(
      s.next.backend.requests.map(({ ts }) => ts),
      [play!.ts, pause!.ts, pause!.ts + 1],
    );
    assert.true(s.next.backend.requests.every(({ url }) => url.includes('4f2a')));
    assert.deepEqual(JSON.parse(s.next.backend.last.body).playerTime.playhead, 7);
    assert.deepEqual(s.site.keys, []);
    assert.deepEqual(s.site.held, []);
  });

  test('opens one that never was, with its own start, and ends it', async (assert) => {
    const s = visits();
    s.first.backend.automatic = () => NO_ANSWER;
    const start = at(s.clock, 'sessionStart', { params: { media: { id: 'episode-42' } } });
    s.first.opening(start).add(eventOf('play', { ts: start.ts + 1 }));
    await settled();
    s.site.crash();
    const { body } = s.first.backend.requests[0]!;
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['sessionStart', 'play', 'sessionEnd']);
    assert.strictEqual(s.next.backend.requests[0]!.body, body, 'the same to the byte');
  });

  test('asks who watches where that was not known yet', async (assert) => {
    const s = visits();
    openSession(s.first.delivery, at(s.clock, 'sessionStart')).add(at(s.clock, 'play'));
    await settled();
    await s.next.recovers();
    assert.strictEqual(s.next.backend.requests.length, 0, 'its page lives and waits for that');
    s.site.crash();
    await s.next.recovers({
      describe: (start) => Promise.resolve({ ...start, params: { visitor: { marketingCloudOrgId: 'org' } } }),
    });
    assert.true(s.next.backend.requests[0]!.body.includes('"visitor.marketingCloudOrgId":"org"'));
  });

  test('tells what a player that is gone was never told who watches of', async (assert) => {
    const s = visits();
    const queue = openSession(s.first.delivery, at(s.clock, 'sessionStart'));
    queue.add(at(s.clock, 'play', { ts: s.clock.now() + 1 }));
    queue.add(at(s.clock, 'sessionEnd', { ts: s.clock.now() + 2 }));
    await settled();
    queue.drop('visitor');
    assert.true(isIdle(s.first.delivery));
    assert.deepEqual(countsOf(s.first.delivery).dropped, {});
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['sessionStart', 'play', 'sessionEnd']);
  });

  test('opens another session for what is too old for the first, and closes what was open', async (assert) => {
    const s = visits();
    s.first.backend.automatic = ({ type }) => (type === 'ping' ? NO_ANSWER : { ...CREATED, status: 201 });
    const queue = s.first.opening(at(s.clock, 'sessionStart'));
    await s.first.pass(10);
    queue.add(
      eventOf('chapterStart', { ts: Math.floor(s.clock.now()) + 1, params: { media: { chapter: { index: 1 } } } }),
    );
    await settled();
    s.first.backend.automatic = () => NO_ANSWER;
    queue.add(eventOf('pauseStart', { ts: Math.floor(s.clock.now()) + 2 }));
    await settled();
    s.site.crash();
    s.next.clock.sleep(SESSION_MEMORY_MS);
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['sessionStart', 'chapterStart', 'pauseStart', 'chapterSkip', 'sessionEnd']);
    assert.true(s.next.backend.requests[0]!.body.includes('"media.resume":true'));
  });

  test('sends what was recorded as one batch, if it is told to', async (assert) => {
    const s = visits();
    s.first.backend.automatic = () => NO_ANSWER;
    const start = at(s.clock, 'sessionStart');
    s.first.opening(start).add(eventOf('play', { ts: start.ts + 1 }));
    await settled();
    s.site.crash();
    s.next.backend.automatic = () => ({ status: 201 });
    await s.next.recovers({ recorded: true });
    assert.strictEqual(s.next.backend.requests.length, 1);
    const { url, body } = s.next.backend.last;
    assert.true(url.endsWith('/api/v1/downloaded'));
    assert.deepEqual(
      (JSON.parse(body) as { eventType: string }[]).map(({ eventType }) => eventType),
      ['sessionStart', 'play', 'sessionEnd'],
    );
    assert.deepEqual(s.site.keys, []);
    assert.deepEqual(countsOf(s.next.delivery).delivered, 3);
  });

  for (const asleep of [false, true])
    test(`a viewing whose session was found to be gone${asleep ? ' after sleep' : ''} is no recording: it was told of`, async (assert) => {
      const s = visits();
      s.first.backend.automatic = ({ type }) => (type === 'sessionStart' ? CREATED : undefined);
      const start = at(s.clock, 'sessionStart');
      const queue = s.first.opening(start);
      await s.first.pass(10);
      s.first.backend.automatic = ({ type }) => (type === 'sessionStart' ? NO_ANSWER : { status: 404 });
      if (asleep) queue.renew();
      queue.add(eventOf('play', { ts: start.ts + 1 }));
      await settled();
      s.site.crash();
      s.next.backend.heal();
      await s.next.recovers({ recorded: true });
      assert.deepEqual(s.next.backend.types.slice(0, 2), ['sessionStart', 'play']);
      assert.true(s.next.backend.requests[0]!.url.endsWith('/sessions'), s.next.backend.requests[0]!.url);
    });

  test('a recording is sent once, whatever listeners do as they hear of it', async (assert) => {
    const s = visits();
    s.first.backend.automatic = () => NO_ANSWER;
    const start = at(s.clock, 'sessionStart');
    s.first.opening(start).add(eventOf('play', { ts: start.ts + 1 }));
    await settled();
    s.site.crash();
    s.next.backend.automatic = () => ({ status: 201 });
    s.next.listener = (type) => {
      if (type === 'eventdelivered') void flush(s.next.delivery);
    };
    await s.next.recovers({ recorded: true });
    assert.strictEqual(s.next.backend.requests.length, 1);
    assert.deepEqual(
      s.next.told('eventdelivered').map(({ event }) => event.type),
      ['sessionStart', 'play', 'sessionEnd'],
    );
    assert.strictEqual(s.next.reports.pop()?.type, 'sessionclosed');
  });

  test('a recording that is refused is dropped whole', async (assert) => {
    const s = visits();
    s.first.backend.automatic = () => NO_ANSWER;
    const start = at(s.clock, 'sessionStart');
    s.first.opening(start).add(eventOf('play', { ts: start.ts + 1 }));
    await settled();
    s.site.crash();
    s.next.backend.automatic = () => ({ status: 400 });
    await s.next.recovers({ recorded: true });
    assert.deepEqual(countsOf(s.next.delivery).dropped, { sessionRejected: 3 });
    assert.deepEqual(s.site.keys, []);
  });

  test('gives up what is older than it may be, and counts it', async (assert) => {
    const s = visits();
    await interrupted(s);
    s.next.clock.sleep(3_600_000);
    await s.next.recovers({ maxAgeMs: 3_000_000 });
    assert.deepEqual(s.next.backend.types, []);
    assert.deepEqual(countsOf(s.next.delivery).dropped, { expired: 2 });
    assert.deepEqual(s.site.keys, []);
  });

  test('is something to be done from when it asks, so that a player that goes leaves it its page', async (assert) => {
    const s = visits();
    await interrupted(s);
    assert.true(isIdle(s.next.delivery));
    recover(s.next.delivery, AS_USUAL);
    await s.next.pass(ANSWER_MS - 1);
    assert.false(isIdle(s.next.delivery));
    assert.strictEqual(s.next.emptied, 0);
    await s.next.pass(1000);
    assert.true(isIdle(s.next.delivery));
    assert.true(s.next.emptied > 0, 'and says when it is through');
  });

  test('says that it is through also where nothing came of it', async (assert) => {
    const s = visits();
    await interrupted(s);
    await s.next.recovers({ describe: () => Promise.reject(new Error('gone')), maxAgeMs: 0 });
    assert.true(isIdle(s.next.delivery));
    assert.true(s.next.emptied > 0);
  });

  test('leaves a page that lives alone', async (assert) => {
    const s = visits();
    s.first.backend.automatic = () => undefined;
    const queue = s.first.opening(at(s.clock, 'sessionStart'));
    queue.add(at(s.clock, 'play'));
    await settled();
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, []);
    s.first.backend.heal();
    await s.first.backend.answer(CREATED);
    assert.strictEqual(countsOf(s.first.delivery).delivered, 2);
  });

  test('leaves alone what waits for nothing where its page says that it lives', async (assert) => {
    const s = visits();
    s.first.opening(at(s.clock, 'sessionStart'));
    await s.first.pass(10);
    answersFrom(s.first, s.site);
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, []);
    assert.strictEqual(storedViewings(s.site.store).length, 1);
  });

  test('leaves alone what its page, which lives, has something to tell of just now', async (assert) => {
    const s = visits();
    const queue = s.first.opening(at(s.clock, 'sessionStart'));
    await s.first.pass(10);
    answersFrom(s.first, s.site);
    const recovered = s.next.recovers();
    await settled();
    queue.add(at(s.clock, 'play'));
    await recovered;
    assert.deepEqual(s.next.backend.types, []);
    await s.first.pass(10);
    assert.deepEqual(s.first.backend.types, ['sessionStart', 'play']);
  });

  test('what another page holds just now is looked for again at the next wake', async (assert) => {
    const s = visits();
    await interrupted(s);
    const release = (await s.site.lock(storedViewings(s.site.store)[0]!))!;
    recover(s.next.delivery, AS_USUAL);
    await settled();
    release();
    await s.next.pass(AFTERMATH_MS);
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['play', 'pauseStart', 'sessionEnd']);
  });

  test('ends what waits for nothing where no page answers, as far as it was known', async (assert) => {
    const s = visits();
    const queue = s.first.opening(at(s.clock, 'sessionStart'));
    await s.first.pass(10);
    const ping = eventOf('ping', { ts: Math.floor(s.clock.now()), playhead: 12 });
    queue.add(ping);
    await settled();
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['sessionEnd']);
    assert.strictEqual(s.next.backend.last.ts, ping.ts + 1);
    assert.strictEqual(JSON.parse(s.next.backend.last.body).playerTime.playhead, 12);
    assert.deepEqual(s.site.keys, []);
  });

  test('leaves to the backend what it has closed by itself', async (assert) => {
    const s = visits();
    s.first.opening(at(s.clock, 'sessionStart'));
    await s.first.pass(10);
    s.next.clock.sleep(SESSION_MEMORY_MS + 1000);
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, []);
    assert.deepEqual(s.site.keys, []);
  });

  test('is not for what the same page tells', async (assert) => {
    const s = visits();
    s.next.opening(at(s.clock, 'sessionStart'));
    await s.next.pass(10);
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['sessionStart']);
  });

  test('is not for another backend', async (assert) => {
    const s = visits();
    await interrupted(s);
    const name = storedViewings(s.site.store)[0]!;
    const key = keyOf(name, COURSE);
    s.site.map.set(key, s.site.map.get(key)!.replace('collect.test', 'other.test'));
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, []);
    assert.strictEqual(storedViewings(s.site.store).length, 1);
  });

  test('of two pages only one takes it up', async (assert) => {
    const s = visits();
    await interrupted(s);
    const other = new Visit(s.site);
    const both = [s.next.recovers(), other.recovers()];
    await Promise.all(both);
    assert.deepEqual([...s.next.backend.types, ...other.backend.types], ['play', 'pauseStart', 'sessionEnd']);
  });

  test('of two pages without locks only one takes it up, the one that asked last', async (assert) => {
    const s = visits();
    await interrupted(s);
    const other = new Visit(s.site);
    for (const page of [s.next, other]) page.lock = () => Promise.resolve(() => undefined);
    await Promise.all([s.next.recovers(), other.recovers()]);
    assert.deepEqual(s.next.backend.types, []);
    assert.deepEqual(other.backend.types, ['play', 'pauseStart', 'sessionEnd']);
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, []);
  });

  test('what its page still tells is not taken up, also without locks', async (assert) => {
    const s = visits();
    for (const page of [s.first, s.next]) page.lock = () => Promise.resolve(() => undefined);
    s.first.backend.automatic = () => undefined;
    s.first.opening(at(s.clock, 'sessionStart'));
    await settled();
    answersFrom(s.first, s.site);
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, []);
    assert.strictEqual(s.first.size, 1);
  });

  test('a page whose events another has delivered meanwhile does not send them again', async (assert) => {
    const s = visits();
    const queue = s.first.opening(at(s.clock, 'sessionStart'));
    await s.first.pass(10);
    recover(s.next.delivery, AS_USUAL);
    await settled();
    queue.add(at(s.clock, 'play'));
    await s.first.pass(300);
    assert.deepEqual(s.first.backend.types, ['sessionStart'], 'it waits for its lock');
    await s.next.pass(AFTERMATH_MS + ANSWER_MS + 1000);
    await s.first.pass(10);
    assert.deepEqual(s.next.backend.types, ['play', 'sessionEnd']);
    assert.deepEqual(s.first.backend.types, ['sessionStart']);
    assert.strictEqual(s.first.size, 0);
  });

  test('a session that was being opened for what its end had overtaken has its beginning', async (assert) => {
    const s = visits();
    const start = at(s.clock, 'sessionStart');
    const end = at(s.clock, 'sessionEnd', { ts: start.ts + 2 });
    const course = {
      url: s.next.wiring.wire.url(),
      start,
      described: true,
      heardAt: 1,
      last: end,
      context: NO_CONTEXT,
    };
    const ping = at(s.clock, 'ping', { ts: start.ts + 1 });
    s.site.store.set(keyOf('1-0.5', COURSE), JSON.stringify(course));
    s.site.store.set(keyOf('1-0.5', ping.ts), JSON.stringify({ event: ping, tried: false }));
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['sessionStart', 'ping', 'sessionEnd']);
  });

  test('what another page has finished gives way where there is no room for more', async (assert) => {
    const s = visits();
    for (let i = 0; i < VIEWINGS_CAP; i++) {
      const page = new Visit(s.site);
      page.clock.advance(i);
      const queue = page.opening(at(page.clock, 'sessionStart'));
      await page.pass(10);
      page.backend.automatic = () => NO_ANSWER;
      queue.add(at(page.clock, 'sessionEnd'));
      queue.close();
      await settled();
      s.site.crash();
    }
    await s.next.recovers();
    assert.strictEqual(s.next.backend.types.length, VIEWINGS_CAP);
    const last = new Visit(s.site);
    recover(last.delivery, AS_USUAL);
    last.backend.automatic = () => NO_ANSWER;
    const queue = last.opening(at(last.clock, 'sessionStart'));
    await last.pass(AFTERMATH_MS + ANSWER_MS + 1000);
    queue.add(at(last.clock, 'play'));
    await settled();
    const kept = storedViewings(s.site.store).filter((name) => readViewing(s.site.store, name)?.waiting.length);
    assert.strictEqual(kept.length, 1, 'and what happens now is stored');
    assert.deepEqual(last.told('eventdropped'), []);
  });

  test('a page that is back tells nothing again of what another page has finished', async (assert) => {
    const s = visits();
    await putAside(s, s.first.opening(at(s.clock, 'sessionStart')));
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['pauseStart', 'sessionEnd']);
    await s.first.returns();
    assert.deepEqual(s.first.backend.types, ['sessionStart', 'pauseStart', 'sessionEnd'], 'as it was left');
    assert.strictEqual(s.first.size, 0);
    assert.deepEqual(s.first.told('sessionclosed').length, 1);
    assert.deepEqual(storedViewings(s.site.store), [], 'and nothing is stored of it any more');
  });

  for (const recorded of [false, true])
    test(`nor where it had no session yet, and the other page told it ${recorded ? 'as a recording' : 'in its own'}`, async (assert) => {
      const s = visits();
      s.first.backend.automatic = () => undefined;
      await putAside(s, s.first.opening(at(s.clock, 'sessionStart')));
      await s.next.recovers({ recorded });
      assert.strictEqual(countsOf(s.next.delivery).delivered, 3);
      await s.first.returns();
      assert.deepEqual(s.first.backend.types, ['sessionStart']);
      assert.strictEqual(s.first.size, 0);
    });

  test('nor another page that asks for it after that, within what a session is remembered', async (assert) => {
    const s = visits();
    await putAside(s, s.first.opening(at(s.clock, 'sessionStart')));
    await s.next.recovers({ recorded: true });
    const third = new Visit(s.site);
    third.clock.sleep(ANSWER_MS);
    await third.recovers();
    await third.recovers({ recorded: true });
    assert.deepEqual(third.backend.types, []);
    await s.first.returns();
    assert.strictEqual(s.first.size, 0);
    assert.deepEqual(s.first.backend.types, ['sessionStart', 'pauseStart', 'sessionEnd']);
  });

  test('of what another page has finished nothing stays stored once the backend has forgotten it', async (assert) => {
    const s = visits();
    await interrupted(s);
    await s.next.recovers();
    assert.strictEqual(storedViewings(s.site.store).length, 1, 'its own page may be back yet');
    s.next.clock.sleep(SESSION_MEMORY_MS);
    await s.next.recovers();
    assert.deepEqual(storedViewings(s.site.store), []);
    assert.deepEqual(countsOf(s.next.delivery).dropped, {});
  });

  test('a page that is back opens the session that another page was about to open when it died', async (assert) => {
    const s = visits();
    await putAside(s, s.first.opening(at(s.clock, 'sessionStart')));
    s.next.backend.automatic = ({ type }) => (type === 'sessionStart' ? NO_ANSWER : { status: 404 });
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types.slice(0, 2), ['pauseStart', 'sessionStart']);
    s.site.crash();
    await s.first.returns();
    const [again] = s.first.backend.types.slice(3);
    assert.strictEqual(again, 'sessionStart');
    assert.deepEqual(countsOf(s.first.delivery).dropped, {});
  });

  test('what was cleared by the site is told by the page that is back', async (assert) => {
    const s = visits();
    await putAside(s, s.first.opening(at(s.clock, 'sessionStart')));
    s.site.map.clear();
    await s.first.returns();
    assert.deepEqual(s.first.backend.types.slice(3), ['pauseStart', 'sessionEnd']);
  });

  test('what is no longer stored for want of room is told by the page that is back', async (assert) => {
    const s = visits();
    await putAside(s, s.first.opening(at(s.clock, 'sessionStart')));
    for (const key of [...s.site.map.keys()].filter((each) => /:\d+$/.test(each))) s.site.map.delete(key);
    await s.first.returns();
    assert.deepEqual(s.first.backend.types.slice(3), ['pauseStart', 'sessionEnd']);
  });

  test('nor does the page that is back lose what was never stored for want of room', async (assert) => {
    const s = visits();
    const queue = s.first.opening(at(s.clock, 'sessionStart'));
    await s.first.pass(10);
    s.first.backend.automatic = () => undefined;
    queue.add(at(s.clock, 'pauseStart'));
    await settled();
    s.site.full = true;
    queue.add(at(s.clock, 'play'));
    const last = at(s.clock, 'ping');
    s.site.full = false;
    const key = [...s.site.map.keys()].find((each) => each.endsWith(':s'))!;
    s.site.map.set(key, JSON.stringify({ ...(JSON.parse(s.site.map.get(key)!) as object), last }));
    await s.first.returns();
    s.first.backend.heal();
    await s.first.pass(60_000);
    assert.true(s.first.backend.types.includes('play'));
  });

  test('a sessionEnd that the last page sent without hearing of it closes nothing twice', async (assert) => {
    const s = visits();
    const queue = s.first.opening(at(s.clock, 'sessionStart'));
    await s.first.pass(10);
    s.first.backend.automatic = () => undefined;
    queue.prepare([eventOf('sessionEnd', { ts: Math.floor(s.clock.now()) + 1 })]);
    leavePage([s.first], true);
    s.site.crash();
    await settled();
    s.next.backend.automatic = () => ({ status: 410 });
    await s.next.recovers();
    assert.deepEqual(s.next.backend.types, ['sessionEnd']);
    assert.deepEqual(countsOf(s.next.delivery).dropped, {});
    assert.strictEqual(countsOf(s.next.delivery).delivered, 1);
  });

  for (const late of [false, true])
    test(`nor do the ends of an ad and a chapter that went with it${late ? ', when the backend has long forgotten it' : ''}`, async (assert) => {
      const s = visits();
      const queue = s.first.opening(at(s.clock, 'sessionStart'));
      for (const type of ['chapterStart', 'adBreakStart', 'adStart'] as const) {
        await s.first.pass(10);
        queue.add(at(s.clock, type));
      }
      await s.first.pass(10);
      s.first.backend.automatic = () => undefined;
      const types = ['adSkip', 'adBreakComplete', 'chapterSkip', 'sessionEnd'] as const;
      queue.prepare(types.map((type, i) => eventOf(type, { ts: Math.floor(s.clock.now()) + i })));
      leavePage([s.first], true);
      s.site.crash();
      await settled();
      if (late) s.next.clock.sleep(SESSION_MEMORY_MS);
      s.next.backend.automatic = ({ type }) => (type === 'sessionStart' ? CREATED : { status: 410 });
      await s.next.recovers();
      assert.deepEqual(s.next.backend.types, late ? [] : ['adSkip']);
      const { delivered, dropped } = countsOf(s.next.delivery);
      assert.deepEqual([delivered, dropped], late ? [0, { sessionGone: 4 }] : [4, {}]);
      assert.deepEqual(s.site.keys, []);
    });

  test('of what another page tells nothing stays stored either when consent is withdrawn', async (assert) => {
    const s = visits();
    await interrupted(s);
    s.next.backend.automatic = () => undefined;
    await s.next.recovers();
    s.site.map.clear();
    await s.next.backend.answer(ACCEPTED);
    assert.notStrictEqual(s.site.map.size, 0, 'written before it heard of it');
    setConsent(s.next.delivery, 'out');
    assert.deepEqual(s.site.keys, []);
  });
});
