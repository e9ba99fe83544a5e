import QUnit from 'qunit';
import sinon from 'sinon';
import { onWorthRetrying } from '../../src/browser/page';

const { module, test } = QUnit;

let woken: sinon.SinonSpy;
let stop: () => void;

const online = (): unknown => window.dispatchEvent(new Event('online'));

/** Changes what the page shows of itself, as browsers do: the property first, then the event. */
function become(visibility: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

module('browser: when a retry is worth while', (hooks) => {
  hooks.beforeEach(() => {
    woken = sinon.fake();
    stop = onWorthRetrying(woken);
  });

  hooks.afterEach(() => {
    stop();
    Reflect.deleteProperty(document, 'visibilityState');
  });

  test('coming online', (assert) => {
    online();
    assert.true(woken.calledOnce);
  });

  test('becoming visible', (assert) => {
    become('visible');
    assert.true(woken.calledOnce);
  });

  test('becoming hidden or going offline is no reason', (assert) => {
    become('hidden');
    window.dispatchEvent(new Event('offline'));
    assert.false(woken.called);
  });

  test('nothing is listened for after it was stopped', (assert) => {
    stop();
    online();
    become('visible');
    assert.false(woken.called);
  });
});
