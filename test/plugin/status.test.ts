import QUnit from 'qunit';
import type { MediaEvent, MediaTrackingEvents, Status } from '../../src/index';
import { HELD_MS, LONG_MS, onPlayer } from '../support/plugin-harness';

const COUNTS = { queued: 0, inFlight: 0, delivered: 0, retried: 0, dropped: {}, problems: [] };

QUnit.module('plugin: status', () => {
  onPlayer('follows a session from before its start to after its end', async (harness, assert) => {
    harness.collector.delayMs = () => 2000;
    await harness.ready();
    const { tracking } = harness;
    const none = { ...COUNTS, consent: 'in', session: { id: undefined, state: 'none' } };
    assert.deepEqual<Partial<Status>>(tracking.status, none as Status);
    await harness.play(HELD_MS);
    assert.propContains(tracking.status, {
      session: { id: undefined, state: 'opening' },
      ...{ queued: 2, inFlight: 1, delivered: 0 },
    });
    await harness.pass(2000);
    const open = { id: 's1', state: 'open' };
    assert.propContains(tracking.status, { session: open, queued: 1, inFlight: 1, delivered: 1 });
    await harness.pass(2000);
    assert.deepEqual<Partial<Status>>(tracking.status, { ...none, session: open, delivered: 2 } as Status);
    await harness.finish();
    assert.propContains(tracking.status, { session: open, queued: 1 });
    await harness.pass(2000);
    assert.propContains(tracking.status, { session: { id: 's1', state: 'none' }, delivered: 3 });
  });

  onPlayer('is a snapshot that nobody else changes, and plain enough for JSON', async (harness, assert) => {
    await harness.ready();
    const before = harness.tracking.status;
    before.problems.push('mine');
    before.dropped.rejected = 7;
    await harness.play(1000);
    assert.strictEqual(before.delivered, 0);
    const { status } = harness.tracking;
    assert.deepEqual([status.problems, status.dropped, status.delivered], [[], {}, 2]);
    assert.deepEqual(JSON.parse(JSON.stringify(status)), status);
  });

  onPlayer('counts what is tried again and what is dropped, by reason', async (harness, assert) => {
    harness.collector.script.push(500, 201, 400, 503, 204);
    await harness.ready();
    await harness.play(1000);
    await harness.pass(LONG_MS / 2);
    await harness.pause();
    await harness.pass(LONG_MS);
    const { retried, dropped, queued } = harness.tracking.status;
    assert.deepEqual({ retried, dropped, queued }, { retried: 2, dropped: { rejected: 1 }, queued: 0 });
  });
});

const types = (details: readonly { event: MediaEvent }[]): string[] => details.map(({ event }) => event.type);

QUnit.module('plugin: events on the instance', () => {
  onPlayer('tell each event’s way: queued, sent, tried again, delivered', async (harness, assert) => {
    harness.collector.script.push(201, 503);
    await harness.ready();
    const [queued, sent, retried, delivered] = (
      ['eventqueued', 'eventsent', 'eventretry', 'eventdelivered'] as const
    ).map((name) => harness.record(name)) as [
      MediaTrackingEvents['eventqueued'][],
      MediaTrackingEvents['eventsent'][],
      MediaTrackingEvents['eventretry'][],
      MediaTrackingEvents['eventdelivered'][],
    ];
    await harness.play(1000);
    await harness.pass(LONG_MS / 10);
    assert.deepEqual(types(queued).slice(0, 2), ['sessionStart', 'play']);
    assert.deepEqual(sent.map(({ event, attempt }) => [event.type, attempt]).slice(0, 3), [
      ['sessionStart', 1],
      ['play', 1],
      ['play', 2],
    ]);
    const [retry] = retried;
    assert.propContains(retry, { attempt: 1, status: 503 });
    assert.ok(retry!.delayMs >= 0 && retry!.delayMs < LONG_MS, `${retry!.delayMs} ms`);
    assert.deepEqual(delivered.map(({ event, sessionId, attempts }) => [event.type, sessionId, attempts]).slice(0, 2), [
      ['sessionStart', 's1', 1],
      ['play', 's1', 2],
    ]);
    const ids = [queued[1]!.event.id, sent[2]!.event.id, delivered[1]!.event.id, retry!.event.id];
    assert.strictEqual(new Set(ids).size, 1, 'an event keeps its id');
  });

  onPlayer('tell what was dropped, with the reason and the backend’s words', async (harness, assert) => {
    harness.collector.script.push(201, 400);
    await harness.ready();
    const dropped = harness.record('eventdropped');
    await harness.play(1000);
    const [{ event, ...rest }] = dropped as [MediaTrackingEvents['eventdropped']];
    assert.strictEqual(event.type, 'play');
    assert.deepEqual(rest, { reason: 'rejected', status: 400, message: 'it says too little' });
    assert.strictEqual(harness.logs.length, 1);
    assert.deepEqual(harness.tracking.status.problems.length, 1);
  });

  onPlayer('tell when a session opens and closes', async (harness, assert) => {
    await harness.ready();
    const opened = harness.record('sessionopened');
    const closed = harness.record('sessionclosed');
    await harness.play(1000);
    assert.deepEqual([opened, closed], [[{ sessionId: 's1' }], []]);
    await harness.finish();
    assert.deepEqual(closed, [{ sessionId: 's1' }]);
  });

  onPlayer('tell when the backend no longer knows a session', async (harness, assert) => {
    harness.collector.script.push(201, 204, 410);
    await harness.ready();
    const lost = harness.record('sessionlost');
    await harness.play(1000);
    await harness.pause();
    assert.propContains(lost, [{ sessionId: 's1' }]);
    assert.strictEqual(lost.length, 1);
  });

  onPlayer('what a listener does to the event told it, nobody sends', async (harness, assert) => {
    await harness.ready();
    harness.tracking.on('eventqueued', (_event, detail) => {
      (detail as { event?: unknown }).event = undefined;
    });
    await harness.play(1000);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0']);
  });

  onPlayer('names and payloads are typed', async (harness, assert) => {
    await harness.ready();
    harness.collector.script.push(201, 400);
    const seen: string[] = [];
    harness.tracking.on('sessionopened', (_event, { sessionId }) => seen.push(sessionId.toUpperCase()));
    harness.tracking.on('eventdropped', (_event, { event, reason, status = 0 }) => {
      seen.push(`${event.type.toUpperCase()} ${event.playhead.toFixed()} ${reason.toUpperCase()} ${status.toFixed()}`);
    });
    // @ts-expect-error there is no such event
    harness.tracking.on('eventlost', () => undefined);
    // @ts-expect-error nor such a detail
    harness.tracking.on('sessionclosed', (_event, { reason }) => seen.push(reason as string));
    await harness.play(1000);
    assert.deepEqual(seen, ['S1', 'PLAY 0 REJECTED 400']);
  });

  onPlayer('a listener is called once with `one`, and no more after `off`', async (harness, assert) => {
    await harness.ready();
    let once = 0;
    let until = 0;
    const count = (): void => void until++;
    harness.tracking.one('eventqueued', () => void once++);
    harness.tracking.on('eventqueued', count);
    await harness.play(1000);
    harness.tracking.off('eventqueued', count);
    await harness.pause();
    assert.deepEqual([once, until], [1, 2]);
  });
});
