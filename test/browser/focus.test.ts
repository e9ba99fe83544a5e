import QUnit from 'qunit';
import sinon from 'sinon';
import { inFocus, onFocusChange } from '../../src/browser/focus';

QUnit.module('browser: focus', (hooks) => {
  hooks.afterEach(() => {
    sinon.restore();
  });

  QUnit.test('a page is in focus when it is visible and has the focus', (assert) => {
    const visible = sinon.stub(document, 'visibilityState').value('visible');
    const focused = sinon.stub(document, 'hasFocus').returns(true);
    assert.true(inFocus());
    focused.returns(false);
    assert.false(inFocus());
    focused.returns(true);
    visible.value('hidden');
    assert.false(inFocus());
  });

  QUnit.test('a change calls back until it is stopped', (assert) => {
    const callback = sinon.spy();
    const stop = onFocusChange(callback);
    const fire = (): void => {
      dispatchEvent(new Event('focus'));
      dispatchEvent(new Event('blur'));
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    };
    fire();
    assert.strictEqual(callback.callCount, 3);
    stop();
    fire();
    assert.strictEqual(callback.callCount, 3);
  });
});
