import QUnit from 'qunit';
import { defaultMedia } from '../../src/player/metadata';
import { fakePlayer } from '../support/fake-player';

const streamType = (answers: Parameters<typeof fakePlayer>[0]): unknown =>
  defaultMedia(fakePlayer({ isAudio: () => false, currentSources: () => [], currentSrc: () => 'a.mp4', ...answers }))
    .streamType;

QUnit.module('player: stream type', () => {
  QUnit.test('is video', (assert) => {
    assert.strictEqual(streamType({}), 'video');
    assert.strictEqual(streamType({ audioOnlyMode: () => false }), 'video');
    assert.strictEqual(streamType({ currentSource: () => ({ type: 'video/mp4' }) }), 'video');
  });

  QUnit.test('is audio for an audio element, an audio-only player and a source of sound', (assert) => {
    assert.strictEqual(streamType({ isAudio: () => true }), 'audio');
    assert.strictEqual(streamType({ audioOnlyMode: () => true }), 'audio');
    assert.strictEqual(streamType({ currentSource: () => ({ type: 'audio/mp4' }) }), 'audio');
  });
});

QUnit.module('player: media.id', () => {
  const id = (answers: Parameters<typeof fakePlayer>[0]): unknown =>
    defaultMedia(fakePlayer({ isAudio: () => false, currentSources: () => [], currentSrc: () => '', ...answers })).id;

  QUnit.test('is the address of the item, without what changes from viewing to viewing', (assert) => {
    assert.strictEqual(id({ currentSrc: () => 'https://a.test/b.mp4?token=1#t=5' }), 'https://a.test/b.mp4');
    assert.strictEqual(id({}), 'unknown');
  });

  QUnit.test('is the same whichever of its sources plays', (assert) => {
    const currentSources = () => [{ src: 'a.webm' }, { src: 'a.mp4' }];
    assert.strictEqual(id({ currentSources, currentSrc: () => 'a.mp4' }), 'a.webm');
  });
});
