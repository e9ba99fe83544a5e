import QUnit from 'qunit';
import sinon from 'sinon';
import { onPageLife, type PageLife } from '../../src/browser/page';

const { module, test } = QUnit;

let told: string[];
let stop: () => void;

/** Changes what the page shows of itself, as browsers do: the property first, then the event. */
function become(visibility: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

const life: PageLife = {
  left: (last) => told.push(last ? 'left' : 'hidden'),
  restored: () => told.push('restored'),
  wake: (online) => told.push(online ? 'online' : 'visible'),
  stored: (key) => told.push(`stored ${key}`),
};

module('browser: the life of a page', (hooks) => {
  hooks.beforeEach(() => {
    told = [];
    stop = onPageLife(life);
  });

  hooks.afterEach(() => {
    stop();
    Reflect.deleteProperty(document, 'visibilityState');
  });

  test('becoming hidden and visible', (assert) => {
    become('hidden');
    become('visible');
    assert.deepEqual(told, ['hidden', 'visible']);
  });

  test('coming online; going offline is no news', (assert) => {
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    assert.deepEqual(told, ['online']);
  });

  test('being left, whether it can come back or not', (assert) => {
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    assert.deepEqual(told, ['left', 'left']);
  });

  test('coming back, which the first showing is not', (assert) => {
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    assert.deepEqual(told, ['restored']);
  });

  test('what another page stores', (assert) => {
    window.dispatchEvent(new StorageEvent('storage', { key: 'a', newValue: 'b' }));
    assert.deepEqual(told, ['stored a']);
  });

  test('unload and beforeunload are not listened for: they keep pages from coming back', (assert) => {
    stop();
    const added = sinon.spy(EventTarget.prototype, 'addEventListener');
    stop = onPageLife(life);
    const types = added.args.map(([type]) => type);
    added.restore();
    assert.deepEqual(types.sort(), ['online', 'pagehide', 'pageshow', 'storage', 'visibilitychange']);
  });

  test('nothing is listened for after it was stopped', (assert) => {
    stop();
    become('hidden');
    for (const type of ['online', 'pagehide', 'pageshow', 'storage']) window.dispatchEvent(new Event(type));
    assert.deepEqual(told, []);
  });
});
