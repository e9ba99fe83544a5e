import QUnit from 'qunit';
import sinon from 'sinon';
import { createClock, JUMP_MS } from '../../src/browser/clock';

const { module, test } = QUnit;

const START = Date.UTC(2024, 10, 15, 12);
const HOUR_MS = 3_600_000;

let time: sinon.SinonFakeTimers;

module('browser: the clock', (hooks) => {
  hooks.beforeEach(() => {
    time = sinon.useFakeTimers({ now: START, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  });

  hooks.afterEach(() => {
    time.restore();
  });

  test('tells wall time', (assert) => {
    const clock = createClock();
    assert.strictEqual(clock.now(), START);
    time.tick(1234);
    assert.strictEqual(clock.now(), START + 1234);
  });

  test('starts from wall time however long the page has lived', (assert) => {
    time.tick(HOUR_MS);
    assert.strictEqual(createClock().now(), START + HOUR_MS);
  });

  test('does not step back with the system clock, and goes on', (assert) => {
    const clock = createClock();
    time.setSystemTime(START - HOUR_MS);
    assert.strictEqual(clock.now(), START);
    time.tick(100);
    assert.strictEqual(clock.now(), START + 100);
  });

  test('follows a system clock that jumps ahead, as after sleep', (assert) => {
    const clock = createClock();
    time.setSystemTime(START + HOUR_MS);
    assert.strictEqual(clock.now(), START + HOUR_MS);
    time.tick(100);
    assert.strictEqual(clock.now(), START + HOUR_MS + 100);
  });

  test('does not follow a small jump: system clocks are forever being adjusted', (assert) => {
    const clock = createClock();
    time.setSystemTime(START + JUMP_MS);
    assert.strictEqual(clock.now(), START);
    time.setSystemTime(START + JUMP_MS + 1);
    assert.strictEqual(clock.now(), START + JUMP_MS + 1);
  });

  test('does not step back when a jump ahead is taken back', (assert) => {
    const clock = createClock();
    time.setSystemTime(START + HOUR_MS);
    clock.now();
    time.setSystemTime(START);
    assert.strictEqual(clock.now(), START + HOUR_MS);
  });

  test('a timer calls back once, after its delay', (assert) => {
    const callback = sinon.fake();
    createClock().timer(500, callback);
    time.tick(499);
    assert.false(callback.called);
    time.tick(10_000);
    assert.true(callback.calledOnce);
  });

  test('a timer does not call back before its time, by no fraction of a ms', (assert) => {
    const clock = createClock();
    const dueAt = START + 500.4;
    const callback = sinon.fake(() => assert.true(clock.now() >= dueAt));
    clock.timer(dueAt - clock.now(), callback);
    time.tick(1000);
    assert.true(callback.calledOnce);
  });

  test('a cancelled timer does not call back, and a second cancel does no harm', (assert) => {
    const callback = sinon.fake();
    const cancel = createClock().timer(500, callback);
    cancel();
    cancel();
    assert.strictEqual(time.countTimers(), 0);
    time.tick(500);
    assert.false(callback.called);
  });
});
