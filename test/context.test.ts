import QUnit from 'qunit';
import { follow, NO_CONTEXT, reestablish } from '../src/context';
import type { EventType, MediaEvent, Params } from '../src/model';
import { stamps } from '../src/session/stamps';

const stamp = stamps();
const event = (type: EventType, params?: Params): MediaEvent => stamp(type, 0, 0, { params });
const state = (type: 'stateStart' | 'stateEnd', name: string): MediaEvent =>
  event(type, { media: { state: { name } } });

/** What would be told anew after these events. */
const after = (...events: MediaEvent[]): string[] =>
  reestablish(events.reduce(follow, NO_CONTEXT)).map(({ type }) => type);

QUnit.module('session: context', () => {
  QUnit.test('after nothing there is nothing to establish', (assert) => {
    assert.deepEqual(after(), []);
    assert.deepEqual(after(event('ping'), event('error'), event('bitrateChange')), []);
  });

  QUnit.test('the order is chapter, break, ad, states, whatever came first', (assert) => {
    const events = [state('stateStart', 'mute'), event('adBreakStart'), event('adStart'), event('chapterStart')];
    assert.deepEqual(after(...events), ['chapterStart', 'adBreakStart', 'adStart', 'stateStart']);
  });

  QUnit.test('playback comes last, as it was told last', (assert) => {
    assert.deepEqual(after(event('play'), event('chapterStart')), ['chapterStart', 'play']);
    assert.deepEqual(after(event('play'), event('pauseStart')), ['pauseStart']);
    assert.deepEqual(after(event('play'), event('bufferStart')), ['bufferStart']);
  });

  QUnit.test('within a break there is no playback of content', (assert) => {
    assert.deepEqual(after(event('play'), event('adBreakStart')), ['adBreakStart']);
    assert.deepEqual(after(event('play'), event('adBreakStart'), event('adBreakComplete')), ['play']);
  });

  QUnit.test('what has ended is not established again', (assert) => {
    assert.deepEqual(after(event('chapterStart'), event('chapterComplete')), []);
    assert.deepEqual(after(event('chapterStart'), event('chapterSkip')), []);
    assert.deepEqual(after(event('adBreakStart'), event('adStart'), event('adComplete')), ['adBreakStart']);
    assert.deepEqual(after(event('adBreakStart'), event('adStart'), event('adSkip')), ['adBreakStart']);
    assert.deepEqual(after(event('adBreakStart'), event('adStart'), event('adBreakComplete')), []);
  });

  QUnit.test('a new break begins without an ad', (assert) => {
    assert.deepEqual(after(event('adBreakStart'), event('adStart'), event('adBreakStart')), ['adBreakStart']);
  });

  QUnit.test('only the states that are on are established, in the order in which they came on', (assert) => {
    const events = [
      state('stateStart', 'mute'),
      state('stateStart', 'fullScreen'),
      state('stateStart', 'inFocus'),
      state('stateEnd', 'fullScreen'),
    ];
    const names = reestablish(events.reduce(follow, NO_CONTEXT)).map(({ params }) => params);
    assert.deepEqual(names, [{ media: { state: { name: 'mute' } } }, { media: { state: { name: 'inFocus' } } }]);
  });
});
