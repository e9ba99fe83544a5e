import QUnit from 'qunit';
import { readChapters } from '../../src/player/chapters';
import { cue, fakePlayer, track } from '../support/fake-player';

const VTT = [cue(0, 10, { text: 'One' }), cue(10, 20, { text: 'Two' })];
const read = (answers: Parameters<typeof fakePlayer>[0], wanted: boolean | readonly unknown[] = true) => {
  const told: string[] = [];
  const chapters = readChapters(fakePlayer(answers), wanted, (message) => told.push(message));
  return { chapters, told };
};

QUnit.module('player: chapters', () => {
  QUnit.test('are the cues of the chapters track, which need not be iterable', (assert) => {
    const { chapters } = read({ tracks: [track('captions', [cue(0, 5)]), track('chapters', VTT)] });
    assert.deepEqual(chapters, [
      { start: 0, end: 10, title: 'One' },
      { start: 10, end: 20, title: 'Two' },
    ]);
  });

  QUnit.test('a disabled track is hidden instead, so that it is loaded; a showing one stays', (assert) => {
    const disabled = track('chapters', null);
    const showing = track('chapters', null, 'showing');
    assert.deepEqual(read({ tracks: [disabled] }).chapters, []);
    read({ tracks: [showing] });
    assert.strictEqual(disabled.mode, 'hidden');
    assert.strictEqual(showing.mode, 'showing');
  });

  QUnit.test('with false the track is not touched', (assert) => {
    const disabled = track('chapters', VTT);
    assert.deepEqual(read({ tracks: [disabled] }, false).chapters, []);
    assert.strictEqual(disabled.mode, 'disabled');
  });

  QUnit.test('of several tracks it is the last, as in video.js’s menu', (assert) => {
    const { chapters } = read({ tracks: [track('chapters', VTT), track('chapters', [cue(0, 30, { text: 'All' })])] });
    assert.deepEqual(chapters, [{ start: 0, end: 30, title: 'All' }]);
  });

  QUnit.test('a cue without end has one that JSON can say', (assert) => {
    const { chapters } = read({ tracks: [track('chapters', [cue(0, Infinity, { text: 'Live' })])] });
    assert.true(Number.isFinite(chapters[0]?.end));
  });

  QUnit.test('a list wins over the track, and one on the source object over both', (assert) => {
    const option = [{ start: 0, end: 5 }];
    const tracks = [track('chapters', VTT)];
    assert.deepEqual(read({ tracks }, option).chapters, option);
    const own = [{ start: 0, end: 7, title: 'Own' }];
    const currentSource = () => ({ mediaTracking: { chapters: own } });
    assert.deepEqual(read({ tracks, currentSource }, option).chapters, own);
    assert.deepEqual(read({ tracks, currentSource }, false).chapters, []);
  });

  QUnit.test('what is wrong in a list costs that chapter only, and is named by its path', (assert) => {
    const { chapters, told } = read({}, [
      { start: 0, end: 5 },
      { start: '5', end: 10 },
      'rubbish',
      { start: 10, end: 9 },
      { start: 10, end: 20, title: 3, customMetadata: { part: 2, 'a.b': 'no' } },
    ]);
    assert.deepEqual(chapters, [
      { start: 0, end: 5 },
      { start: 10, end: 20, title: '3', customMetadata: { part: '2' } },
    ]);
    assert.deepEqual(
      told.map((message) => message.split(' ')[0]),
      [
        'chapters[1].start',
        'chapters[2]',
        'chapters[2].start',
        'chapters[2].end',
        'chapters[3].end',
        'chapters[4].customMetadata.a.b',
      ],
    );
  });
});
