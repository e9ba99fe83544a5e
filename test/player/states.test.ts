import QUnit from 'qunit';
import { readStates } from '../../src/player/states';
import { fakePlayer, track } from '../support/fake-player';

const read = (answers: Parameters<typeof fakePlayer>[0] = {}, wanted: Parameters<typeof readStates>[1] = true) =>
  readStates(fakePlayer(answers), wanted, false, () => undefined);

QUnit.module('player: states', () => {
  QUnit.test('of a player that is small, loud and not looked at there are none', (assert) => {
    assert.deepEqual(read(), []);
  });

  QUnit.test('mute is muted, or a volume of 0', (assert) => {
    assert.deepEqual(read({ muted: () => true }), ['mute']);
    assert.deepEqual(read({ volume: () => 0 }), ['mute']);
  });

  QUnit.test('full screen is also the full window of a browser without full screen', (assert) => {
    assert.deepEqual(read({ isFullscreen: () => true }), ['fullScreen']);
    assert.deepEqual(read({ isFullWindow: true }), ['fullScreen']);
  });

  QUnit.test('captions or subtitles that show are closed captioning, other tracks are not', (assert) => {
    assert.deepEqual(read({ tracks: [track('captions', [], 'showing')] }), ['closedCaptioning']);
    assert.deepEqual(read({ tracks: [track('subtitles', [], 'showing')] }), ['closedCaptioning']);
    assert.deepEqual(read({ tracks: [track('captions', [], 'hidden'), track('chapters', [], 'showing')] }), []);
  });

  QUnit.test('picture-in-picture is the player’s, where it has one', (assert) => {
    assert.deepEqual(read({ isInPictureInPicture: () => true }), ['pictureInPicture']);
  });

  QUnit.test('in focus is what the page says', (assert) => {
    assert.deepEqual(
      readStates(fakePlayer(), true, true, () => undefined),
      ['inFocus'],
    );
  });

  QUnit.test('only those named are read, and a name that is none is told', (assert) => {
    const answers = { muted: () => true, isFullscreen: () => true };
    assert.deepEqual(read(answers, ['mute']), ['mute']);
    assert.deepEqual(read(answers, false), []);
    const told: string[] = [];
    readStates(fakePlayer(answers), ['fullscreen' as 'fullScreen'], true, (message) => told.push(message));
    assert.deepEqual(told, ['states: "fullscreen" is not known; left out']);
  });
});
