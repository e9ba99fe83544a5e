import QUnit from 'qunit';
import { readQuality } from '../../src/player/quality';
import { cue, fakePlayer, track } from '../support/fake-player';

const vhs = (attributes?: object) => () => ({ vhs: { playlists: { media: () => attributes && { attributes } } } });
const segments = (...cues: object[]) => track('metadata', cues, 'hidden', 'segment-metadata');
const read = (answers: Parameters<typeof fakePlayer>[0] = {}, own?: () => unknown) => {
  const told: string[] = [];
  return { quality: readQuality(fakePlayer(answers), (message) => told.push(message), own), told };
};

QUnit.module('player: quality', () => {
  QUnit.test('of a single file, or of what the browser plays itself, no bitrate is made up', (assert) => {
    const answers = { getVideoPlaybackQuality: () => ({ droppedVideoFrames: 3 }) };
    assert.deepEqual(read(answers), { quality: { droppedFrames: 3 }, told: [] });
    assert.deepEqual(read({ tech: vhs() }).quality, {}, 'HLS before its first playlist');
    assert.deepEqual(read({ tech: vhs({}) }).quality, {}, 'HLS of a single rendition');
    assert.deepEqual(read({ getVideoPlaybackQuality: () => ({}) }).quality, {}, 'sound');
  });

  QUnit.test('the bitrate is that of the segment on screen, not of the one that is loaded', (assert) => {
    const answers = {
      tracks: [segments(cue(0, 2, { value: { bandwidth: 140_000 } }), cue(2, 4, { value: { bandwidth: 210_000 } }))],
      tech: vhs({ BANDWIDTH: 210_000, 'FRAME-RATE': 23.976 }),
    };
    assert.deepEqual(read({ ...answers, currentTime: () => 1.9 }).quality, { bitrate: 140_000, framesPerSecond: 24 });
    assert.deepEqual(read({ ...answers, currentTime: () => 2 }).quality, { bitrate: 210_000, framesPerSecond: 24 });
    assert.deepEqual(read({ ...answers, currentTime: () => 4.01 }).quality.bitrate, 210_000, 'in a gap of some ms');
  });

  QUnit.test('without segments that tell, it is what was decided', (assert) => {
    assert.deepEqual(read({ tech: vhs({ BANDWIDTH: 140_000 }) }).quality, { bitrate: 140_000 });
    const qualityLevels = () => ({ selectedIndex: 1, 1: { bitrate: 5_000_000.4, frameRate: 50 } });
    assert.deepEqual(read({ qualityLevels }).quality, { bitrate: 5_000_000, framesPerSecond: 50 });
    assert.deepEqual(read({ qualityLevels: () => ({ selectedIndex: -1 }) }).quality, {});
  });

  QUnit.test('the integrator’s values win, as integers', (assert) => {
    const answers = { tech: vhs({ BANDWIDTH: 140_000 }) };
    const own = () => ({ bitrate: 99.6, timeToStart: 12 });
    assert.deepEqual(read(answers, own), { quality: { bitrate: 100, timeToStart: 12 }, told: [] });
  });

  QUnit.test('a callback that throws costs its own data only, and is named', (assert) => {
    const own = () => {
      throw new Error('broken');
    };
    const { quality, told } = read({ tech: vhs({ BANDWIDTH: 140_000 }) }, own);
    assert.deepEqual(quality, { bitrate: 140_000 });
    assert.deepEqual(told, ['qoe failed: broken; left out']);
  });

  QUnit.test('so does one that returns rubbish', (assert) => {
    assert.deepEqual(
      read({}, () => 'high'),
      { quality: {}, told: ['qoe must be an object, got "high"; left out'] },
    );
    const { quality, told } = read({}, () => ({ bitrate: NaN, droppedFrames: -1, framesPerSecond: 25, bitRate: 5 }));
    assert.deepEqual(quality, { framesPerSecond: 25 });
    assert.deepEqual(told, [
      'qoe.bitrate must be a number from 0, got NaN; left out',
      'qoe.droppedFrames must be a number from 0, got -1; left out',
      'qoe.bitRate is not a valid key; left out',
    ]);
  });
});
