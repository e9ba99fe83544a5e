import QUnit from 'qunit';
import { Circuit } from '../../src/queue/circuit';
import { RETRY_BASE_MS, RETRY_CAP_MS } from '../../src/queue/retry';
import { ACCEPTED, eventOf, NO_ANSWER, QueueHarness, settled } from '../support/fake-backend';
import { FakeClock } from '../support/fake-clock';

const { module, test } = QUnit;

/** Someone who wants to send through a circuit, and asks again whenever woken. */
class Sender {
  sends = 0;

  constructor(private readonly _circuit: Circuit) {}

  readonly ask = (): void => {
    if (this._circuit.enter(this, this.ask)) this.sends++;
  };
}

function broken(): { clock: FakeClock; circuit: Circuit; senders: Sender[]; sends: () => number[] } {
  const clock = new FakeClock();
  const circuit = new Circuit(clock, () => 0.999);
  const senders = [new Sender(circuit), new Sender(circuit), new Sender(circuit)];
  circuit.failed({});
  for (const sender of senders) sender.ask();
  return { clock, circuit, senders, sends: () => senders.map(({ sends }) => sends) };
}

module('queue: the circuit', () => {
  test('lets everyone send while the backend answers', (assert) => {
    const circuit = new Circuit(new FakeClock(), () => 0);
    assert.true(circuit.enter({}, () => undefined));
    assert.true(circuit.enter({}, () => undefined));
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
    circuit.succeeded();
    assert.deepEqual(sends(), [1, 1, 1]);
    assert.strictEqual(clock.pending, 0);
  });

  test('waits longer after each failure, and one probe at a time goes on', (assert) => {
    const { clock, circuit, senders, sends } = broken();
    clock.advance(RETRY_BASE_MS);
    circuit.failed(senders[0]!);
    senders[0]!.ask();
    clock.advance(RETRY_BASE_MS);
    assert.deepEqual(sends(), [1, 0, 0], 'twice as long as before');
    clock.advance(RETRY_BASE_MS);
    assert.strictEqual(
      sends().reduce((sum, each) => sum + each),
      2,
    );
  });

  test('forgets its failures with a success', (assert) => {
    const { circuit } = broken();
    circuit.failed({});
    circuit.succeeded();
    assert.true(circuit.failed({}) <= RETRY_BASE_MS);
  });

  test('hands the probe over when the probing queue leaves', (assert) => {
    const { clock, circuit, senders, sends } = broken();
    clock.advance(RETRY_BASE_MS);
    circuit.leave(senders[0]!);
    assert.deepEqual(sends(), [1, 1, 0]);
  });

  test('keeps one probe when a waiting queue leaves', (assert) => {
    const { clock, circuit, senders, sends } = broken();
    clock.advance(RETRY_BASE_MS);
    circuit.leave(senders[1]!);
    assert.deepEqual(sends(), [1, 0, 0]);
  });

  test('keeps no timer when the last who waited leaves', (assert) => {
    const { clock, circuit, senders } = broken();
    for (const sender of senders) circuit.leave(sender);
    assert.strictEqual(clock.pending, 0);
  });

  test('hurry ends the wait, and does nothing without one', (assert) => {
    const { clock, circuit, sends } = broken();
    circuit.hurry();
    assert.deepEqual(sends(), [1, 0, 0]);
    circuit.hurry();
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
    assert.strictEqual(h.delivery.counts.delivered, 6);
  });

  test('a rejected probe shows a backend that answers: the others go on', async (assert) => {
    const h = new QueueHarness();
    const [first, second] = [await h.opened(), await h.opened()];
    for (const queue of [first, second]) queue.add(eventOf('play'));
    await h.backend.answer(NO_ANSWER, NO_ANSWER);
    h.delivery.hurry();
    await h.backend.answer({ status: 400 });
    await h.pass(RETRY_CAP_MS);
    assert.deepEqual(h.delivery.counts.dropped, { rejected: 1 });
    assert.strictEqual(h.backend.open, 1);
    assert.strictEqual(h.clock.pending, 0);
  });

  test('a request from before the outage that fails late starts no second probe', async (assert) => {
    const h = new QueueHarness();
    const queues = [await h.opened(), await h.opened()];
    for (const queue of queues) queue.add(eventOf('play'));
    await h.backend.answer(NO_ANSWER);
    h.delivery.hurry();
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
    h.delivery.hurry();
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
