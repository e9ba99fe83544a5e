import QUnit from 'qunit';
import { countsOf } from '../../src/queue/delivery';
import {
  createCircuit,
  enter,
  failed,
  hurry,
  isBlocked,
  leave,
  now,
  succeeded,
  type Circuit,
} from '../../src/queue/circuit';
import {
  BLOCKED_FAILURES,
  HURRY_SPREAD_MS,
  RETRY_AFTER_CAP_MS,
  RETRY_BASE_MS,
  RETRY_CAP_MS,
} from '../../src/queue/retry';
import { ACCEPTED, eventOf, NO_ANSWER, QueueHarness, settled } from '../support/fake-backend';
import { FakeClock } from '../support/fake-clock';

const { module, test } = QUnit;

/** Someone who wants to send through a circuit, and asks again whenever woken. */
class Sender {
  sends = 0;
  /** How long the outage was that it was told of last, ms. */
  outageMs = 0;

  constructor(private readonly _circuit: Circuit) {}

  readonly ask = (outageMs = 0): void => {
    this.outageMs = outageMs;
    if (enter(this._circuit, this.ask)) this.sends++;
  };
}

/** Somebody whose request failed, and who wants nothing more. */
const somebody = (): void => undefined;

function broken(): { clock: FakeClock; circuit: Circuit; senders: Sender[]; sends: () => number[] } {
  const clock = new FakeClock();
  const circuit = createCircuit(clock, () => 0.999);
  const senders = [new Sender(circuit), new Sender(circuit), new Sender(circuit)];
  failed(circuit, somebody);
  for (const sender of senders) sender.ask();
  return { clock, circuit, senders, sends: () => senders.map(({ sends }) => sends) };
}

/** One who has failed so often, and waits. */
function failing(failures: number, proven = false): { clock: FakeClock; circuit: Circuit; sender: Sender } {
  const clock = new FakeClock();
  const circuit = createCircuit(clock, () => 0.999);
  circuit.proven = proven;
  const sender = new Sender(circuit);
  for (let i = 0; i < failures; i++) {
    now(circuit);
    if (!i) sender.ask();
    failed(circuit, sender.ask);
    sender.ask();
  }
  return { clock, circuit, sender };
}

module('queue: the circuit', () => {
  test('lets everyone send while the backend answers', (assert) => {
    const circuit = createCircuit(new FakeClock(), () => 0);
    assert.true(enter(circuit, () => undefined));
    assert.true(enter(circuit, () => undefined));
  });

  test('lets nobody send before the wait is over', (assert) => {
    const { clock, sends } = broken();
    clock.advance(RETRY_BASE_MS * 0.9);
    assert.deepEqual(sends(), [0, 0, 0]);
  });

  test('lets one probe when the wait is over, not one for each queue', (assert) => {
    const { clock, sends } = broken();
    clock.advance(RETRY_CAP_MS);
    assert.deepEqual(sends(), [1, 0, 0]);
  });

  test('wakes all on success', (assert) => {
    const { clock, circuit, sends } = broken();
    clock.advance(RETRY_BASE_MS);
    succeeded(circuit);
    assert.deepEqual(sends(), [2, 1, 1], 'the one whose probe it was, too');
    assert.strictEqual(clock.pending, 0);
  });

  test('waits longer after each failure, and one probe at a time goes on', (assert) => {
    const { clock, circuit, senders, sends } = broken();
    clock.advance(RETRY_BASE_MS);
    failed(circuit, senders[0]!.ask);
    senders[0]!.ask();
    clock.advance(RETRY_BASE_MS);
    assert.deepEqual(sends(), [1, 0, 0], 'twice as long as before');
    clock.advance(RETRY_BASE_MS);
    assert.strictEqual(
      sends().reduce((sum, each) => sum + each),
      2,
    );
  });

  test('nor those that come while it rests', (assert) => {
    const clock = new FakeClock();
    const circuit = createCircuit(clock, () => 0.999);
    const [bad, good] = [new Sender(circuit), new Sender(circuit)];
    bad.ask();
    failed(circuit, bad.ask);
    bad.ask();
    good.ask();
    clock.advance(RETRY_CAP_MS);
    assert.deepEqual([bad.sends, good.sends], [1, 1]);
  });

  test('one that fails by itself alone does not keep the others from trying', (assert) => {
    const { clock, circuit, senders, sends } = broken();
    for (const { ask } of senders) {
      clock.advance(RETRY_CAP_MS);
      failed(circuit, ask);
      ask();
    }
    assert.deepEqual(sends(), [1, 1, 1]);
  });

  test('forgets its failures with a success', (assert) => {
    const { circuit } = broken();
    failed(circuit, somebody);
    succeeded(circuit);
    assert.true(failed(circuit, somebody) <= RETRY_BASE_MS);
  });

  test('hands the probe over when the probing queue leaves', (assert) => {
    const { clock, circuit, senders, sends } = broken();
    clock.advance(RETRY_BASE_MS);
    leave(circuit, senders[0]!.ask);
    assert.deepEqual(sends(), [1, 1, 0]);
  });

  test('keeps one probe when a waiting queue leaves', (assert) => {
    const { clock, circuit, senders, sends } = broken();
    clock.advance(RETRY_BASE_MS);
    leave(circuit, senders[1]!.ask);
    assert.deepEqual(sends(), [1, 0, 0]);
  });

  test('keeps nothing of who failed and left: its player may be gone', (assert) => {
    const { circuit } = broken();
    assert.strictEqual(circuit._failed, somebody);
    leave(circuit, somebody);
    assert.strictEqual(circuit._failed, undefined);
  });

  test('keeps no timer when the last who waited leaves', (assert) => {
    const { clock, circuit, senders } = broken();
    for (const sender of senders) leave(circuit, sender.ask);
    assert.strictEqual(clock.pending, 0);
  });

  test('hurry tries within moments, but not in step with others', (assert) => {
    const { clock, circuit, sender } = failing(5);
    hurry(circuit, false);
    clock.advance(HURRY_SPREAD_MS * 0.9);
    assert.strictEqual(sender.sends, 5);
    clock.advance(HURRY_SPREAD_MS * 0.1);
    assert.strictEqual(sender.sends, 6);
  });

  test('hurry does not go against what the backend asked for', (assert) => {
    const { clock, circuit, senders, sends } = broken();
    now(circuit);
    failed(circuit, senders[0]!.ask, 30);
    hurry(circuit, true);
    clock.advance(29_999);
    assert.deepEqual(sends(), [1, 0, 0]);
    clock.advance(HURRY_SPREAD_MS);
    assert.deepEqual(sends(), [1, 1, 0]);
  });

  test('an outage lasts from its first failure to the next success', (assert) => {
    const { clock, circuit, senders } = broken();
    clock.advance(5000);
    failed(circuit, senders[0]!.ask);
    clock.advance(3000);
    succeeded(circuit);
    assert.deepEqual(
      senders.map(({ outageMs }) => outageMs),
      [8000, 8000, 8000],
    );
  });

  test('what the network was away for was no outage of the backend', (assert) => {
    const { clock, circuit, senders } = broken();
    clock.advance(60_000);
    hurry(circuit, true);
    clock.advance(500);
    succeeded(circuit);
    assert.strictEqual(senders[0]!.outageMs, 500);
  });

  test('ten failures and never a success are something that blocks: it is tried every five minutes', (assert) => {
    assert.false(isBlocked(failing(BLOCKED_FAILURES - 1).circuit));
    const { clock, circuit, sender } = failing(BLOCKED_FAILURES);
    assert.true(isBlocked(circuit));
    clock.advance(RETRY_AFTER_CAP_MS - 1);
    assert.strictEqual(sender.sends, BLOCKED_FAILURES);
    clock.advance(RETRY_AFTER_CAP_MS);
    assert.strictEqual(sender.sends, BLOCKED_FAILURES + 1);
    succeeded(circuit);
    assert.false(isBlocked(circuit));
  });

  test('a backend that was ever reached is not blocked, only down', (assert) => {
    const { clock, circuit, sender } = failing(BLOCKED_FAILURES, true);
    assert.false(isBlocked(circuit));
    clock.advance(RETRY_CAP_MS);
    assert.strictEqual(sender.sends, BLOCKED_FAILURES + 1);
  });

  test('now ends the wait, and does nothing without one', (assert) => {
    const { clock, circuit, sends } = broken();
    now(circuit);
    assert.deepEqual(sends(), [1, 0, 0]);
    now(circuit);
    assert.deepEqual(sends(), [1, 0, 0], 'the probe is under way');
    assert.strictEqual(clock.pending, 0);
  });

  test('three failing sessions make one request per wait, and all go on when it answers', async (assert) => {
    const h = new QueueHarness();
    const queues = [await h.opened(), await h.opened(), await h.opened()];
    h.backend.automatic = () => NO_ANSWER;
    for (const queue of queues) queue.add(eventOf('play'));
    await settled();
    h.backend.automatic = () => undefined;
    const before = h.backend.requests.length;
    await h.pass(RETRY_CAP_MS);
    assert.strictEqual(h.backend.requests.length, before + 1);
    h.backend.heal();
    await h.backend.answer(ACCEPTED);
    await h.pass(RETRY_CAP_MS);
    assert.strictEqual(countsOf(h.delivery).delivered, 6);
  });

  test('a rejected probe shows a backend that answers: the others go on', async (assert) => {
    const h = new QueueHarness();
    const [first, second] = [await h.opened(), await h.opened()];
    for (const queue of [first, second]) queue.add(eventOf('play'));
    await h.backend.answer(NO_ANSWER, NO_ANSWER);
    now(h.wiring.circuit);
    await h.backend.answer({ status: 400 });
    await h.pass(RETRY_CAP_MS);
    assert.deepEqual(countsOf(h.delivery).dropped, { rejected: 1 });
    assert.strictEqual(h.backend.open, 1);
    assert.strictEqual(h.clock.pending, 0);
  });

  test('a request from before the outage that fails late starts no second probe', async (assert) => {
    const h = new QueueHarness();
    const queues = [await h.opened(), await h.opened()];
    for (const queue of queues) queue.add(eventOf('play'));
    await h.backend.answer(NO_ANSWER);
    now(h.wiring.circuit);
    assert.strictEqual(h.backend.open, 2, 'the late one and the probe');
    await h.backend.answer(NO_ANSWER);
    await h.pass(RETRY_CAP_MS);
    assert.strictEqual(h.backend.open, 1);
  });

  test('an event added by a listener while the others are woken does not send the delivered one again', async (assert) => {
    const h = new QueueHarness();
    const [first, second] = [await h.opened(), await h.opened()];
    for (const queue of [first, second]) queue.add(eventOf('play'));
    await h.backend.answer(NO_ANSWER, NO_ANSWER);
    now(h.wiring.circuit);
    const probe = h.backend.last;
    h.listener = (type) => {
      if (type !== 'eventsent') return;
      h.listener = () => undefined;
      for (const queue of [first, second]) queue.add(eventOf('error'));
    };
    await h.backend.answer(ACCEPTED);
    await h.pass(RETRY_CAP_MS);
    assert.strictEqual(h.backend.requests.filter(({ ts }) => ts === probe.ts).length, 2, 'its failure and its success');
  });
});
