import QUnit from 'qunit';
import { countsOf } from '../../src/queue/delivery';
import { ACCEPTED, CREATED, eventOf, QueueHarness } from '../support/fake-backend';

const { module, test } = QUnit;

module('queue: drops', () => {
  test('a 400 drops that event alone, with the reason why, and the queue goes on', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    const bad = eventOf('bitrateChange');
    queue.add(bad);
    queue.add(eventOf('ping'));
    await h.backend.answer({ status: 400, text: 'qoeData is required' }, ACCEPTED);
    assert.deepEqual(h.told('eventdropped'), [
      { event: bad, reason: 'rejected', status: 400, message: 'qoeData is required' },
    ]);
    assert.deepEqual(h.backend.types, ['sessionStart', 'bitrateChange', 'ping']);
    assert.deepEqual(countsOf(h.delivery).dropped, { rejected: 1 });
    assert.strictEqual(h.told('eventsent')[2]!.attempt, 1, 'the next event starts counting anew');
  });

  for (const status of [400, 404])
    test(`a ${status} on the Sessions request drops all that waits, with the reason`, async (assert) => {
      const h = new QueueHarness();
      const start = eventOf('sessionStart');
      const queue = h.opening(start);
      const play = eventOf('play');
      queue.add(play);
      await h.backend.answer({ status, text: 'no' });
      assert.deepEqual(
        h.told('eventdropped'),
        [start, play].map((event) => ({ event, reason: 'sessionRejected' as const, status, message: 'no' })),
      );
      assert.true(queue.ended);
      assert.deepEqual(h.backend.types, ['sessionStart']);
    });

  test('an event that comes after its session was dropped is counted with the same reason', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    await h.backend.answer({ status: 400 });
    const late = eventOf('play');
    queue.add(late);
    assert.deepEqual(h.told('eventdropped')[1], { event: late, reason: 'sessionRejected' });
    assert.deepEqual(countsOf(h.delivery), {
      queued: 0,
      inFlight: 0,
      delivered: 0,
      retried: 0,
      dropped: { sessionRejected: 2 },
    });
  });

  test('a session that cannot be described is dropped with what waited for it', (assert) => {
    const h = new QueueHarness();
    const queue = h.pending();
    queue.add(eventOf('play'));
    queue.drop('visitor');
    assert.deepEqual(
      h.told('eventdropped').map(({ event, reason }) => [event.type, reason]),
      [
        ['sessionStart', 'visitor'],
        ['play', 'visitor'],
      ],
    );
    assert.deepEqual(h.backend.types, []);
  });

  test('a drop aborts what is in flight, and an answer that comes late is ignored', async (assert) => {
    const h = new QueueHarness();
    const queue = await h.opened();
    queue.add(eventOf('play'));
    queue.drop('consent');
    assert.true(h.backend.last.aborted);
    const told = h.reports.length;
    await h.backend.answer(ACCEPTED);
    assert.strictEqual(h.reports.length, told);
    assert.strictEqual(countsOf(h.delivery).delivered, 1, 'the sessionStart alone');
  });

  test('a late 201 of a dropped session opens nothing', async (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    queue.add(eventOf('play'));
    queue.drop('consent');
    await h.backend.answer(CREATED);
    assert.strictEqual(queue.sessionId, undefined);
    assert.deepEqual(h.backend.types, ['sessionStart']);
  });

  test('a second drop changes nothing', (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    queue.drop('consent');
    queue.drop('visitor');
    assert.deepEqual(countsOf(h.delivery).dropped, { consent: 1 });
    assert.strictEqual(h.told('sessionclosed').length, 1);
  });

  test('sessionclosed is told after the drops of its events', (assert) => {
    const h = new QueueHarness();
    const queue = h.opening();
    queue.add(eventOf('play'));
    queue.drop('consent');
    assert.deepEqual(
      h.reports.slice(-3).map(({ type }) => type),
      ['eventdropped', 'eventdropped', 'sessionclosed'],
    );
  });
});
