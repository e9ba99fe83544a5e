import QUnit from 'qunit';
import type { EventType } from '../../src/index';
import { Spans } from '../../src/inspector/spans';
import { event } from './fake-tracking';

/** What is in the lanes after events, a second after each other: `playback playing 1-3`. */
function lanes(...events: (EventType | readonly [EventType, object])[]): string[] {
  const spans = new Spans();
  events.forEach((each, index) => {
    const [type, media] = typeof each === 'string' ? [each, {}] : each;
    spans.add({ event: event(type, { ts: index, params: { media: { ...media } } }), earlier: false });
  });
  return spans.list.map(({ lane, label, from, to }) => `${lane} ${label} ${from}-${to ?? ''}`);
}

QUnit.module('inspector: the lanes', () => {
  QUnit.test('playback is what the last event said of it', (assert) => {
    assert.deepEqual(lanes('sessionStart', 'play', 'ping', 'pauseStart', 'play', 'bufferStart', 'sessionComplete'), [
      'playback starting 0-1',
      'playback playing 1-3',
      'playback paused 3-4',
      'playback playing 4-5',
      'playback buffering 5-6',
    ]);
  });

  QUnit.test('ads lie in their break, and playback begins anew after it', (assert) => {
    const ad = ['adStart', { ad: { id: 'a', name: 'Kettle' } }] as const;
    assert.deepEqual(lanes('sessionStart', 'adBreakStart', ad, 'adComplete', 'adBreakComplete', 'play'), [
      'playback starting 0-1',
      'ads break 1-4',
      'ads Kettle 2-3',
      'playback playing 5-',
    ]);
  });

  QUnit.test('chapters and states by their names, ended with their session', (assert) => {
    const chapter = ['chapterStart', { chapter: { index: 2, friendlyName: 'Act' } }] as const;
    const mute = { state: { name: 'mute' } };
    assert.deepEqual(lanes('sessionStart', chapter, ['stateStart', mute], ['stateEnd', mute], 'sessionEnd').slice(1), [
      'chapters 2 Act 1-4',
      'states mute 2-3',
    ]);
  });

  QUnit.test('a session in the place of a lost one tells anew what goes on', (assert) => {
    const chapter = ['chapterStart', { chapter: { index: 2, friendlyName: 'Act' } }] as const;
    const again = lanes('sessionStart', chapter, 'play', 'sessionStart', chapter, 'pauseStart', 'chapterComplete');
    assert.deepEqual(
      again.filter((each) => each.startsWith('chapters')),
      ['chapters 2 Act 1-3', 'chapters 2 Act 4-6'],
    );
  });

  QUnit.test('what earlier visits have left is no part of it', (assert) => {
    const spans = new Spans();
    spans.add({ event: event('play'), earlier: true });
    assert.deepEqual(spans.list, []);
  });
});
