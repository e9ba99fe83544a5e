import QUnit from 'qunit';
import sinon from 'sinon';
import videojs from 'video.js';
import '../src/index';
import type Player from 'video.js/dist/types/player';
import { flatten } from '../src/api/media-collection';
import type { MediaEvent } from '../src/model';
import type { MediaTracking, MediaTrackingOptions } from '../src/index';
import { REQUIRED } from './support/options';

const MANUAL = { ads: false, chapters: false, states: false, qoe: false, media: { length: 120 } };
const STATE_SETTLED_MS = 400;

/** A plugin on a player that has a source and shows nothing of it, within a viewing that the integrator has begun. */
class Bench {
  readonly tracking: MediaTracking;
  private readonly _events: MediaEvent[] = [];
  private readonly _player: Player;
  private readonly _clock = sinon.useFakeTimers({ now: Date.now(), toNotFake: ['queueMicrotask', 'nextTick'] });

  constructor(options: object = {}) {
    sinon.stub(window, 'fetch').returns(new Promise(() => undefined));
    this._player = videojs(document.body.appendChild(document.createElement('video')));
    Object.assign(this._player, { currentSources: () => [{ src: 'film.mp4' }] });
    this.tracking = this._player.mediaTracking({ ...REQUIRED, ...MANUAL, ...options } as MediaTrackingOptions);
    this.tracking.log.warn = () => undefined;
    this.tracking.on('eventqueued', (_, { event }) => this._events.push(event));
    this.tracking.startSession();
  }

  /** All since the `sessionStart`, with what they carry under the API's names. */
  get told(): unknown[] {
    return this._events.slice(1).map(({ type, params = {}, qoe = {}, customMetadata }) => {
      const carried = { ...flatten(params), ...flatten(qoe), ...customMetadata };
      return Object.keys(carried).length ? [type, carried] : type;
    });
  }

  async statesSettle(): Promise<void> {
    await this._clock.tickAsync(STATE_SETTLED_MS);
  }

  dispose(): void {
    // Nothing answers: it would wait for ever.
    this.tracking.setConsent('out');
    this._player.dispose();
    sinon.restore();
  }
}

const test = (name: string, body: (assert: Assert, bench: Bench) => void | Promise<void>, options?: object): void => {
  QUnit.test(name, async (assert) => {
    const bench = new Bench(options);
    try {
      await body(assert, bench);
    } finally {
      bench.dispose();
    }
  });
};

const state = (name: string) => ({ 'media.state.name': name });

QUnit.module('plugin: chapters by hand', () => {
  test('carry index, offset and length in seconds, title and metadata of their own', (assert, bench) => {
    const { tracking } = bench;
    tracking.startChapter({ index: 2, start: 60, end: 90.5, title: 'Two', customMetadata: { part: 2 } });
    tracking.completeChapter();
    tracking.startChapter({ index: 3, start: 90.5, end: 120 });
    tracking.skipChapter();
    const two = { index: 2, offset: 60, length: 30.5, friendlyName: 'Two' };
    assert.deepEqual(bench.told, [
      ['chapterStart', { ...flatten({ media: { chapter: two } }), part: '2' }],
      'chapterComplete',
      ['chapterStart', flatten({ media: { chapter: { index: 3, offset: 90.5, length: 29.5 } } })],
      'chapterSkip',
    ]);
    assert.deepEqual(tracking.status.problems, []);
  });

  test('that are wrong are named and not sent', (assert, bench) => {
    const { tracking } = bench;
    tracking.startChapter({ index: 0, start: 0, end: 10 });
    tracking.startChapter({ index: 1, start: 10, end: 5 });
    tracking.startChapter('one' as never);
    tracking.completeChapter();
    assert.deepEqual(bench.told, []);
    assert.deepEqual(tracking.status.problems, [
      'startChapter.index must be an integer from 1, got 0; not sent',
      'startChapter.end must be a number from 10, got 5; not sent',
      'startChapter must be an object, got "one"; not sent',
      'startChapter.index must be an integer from 1, got undefined; not sent',
      'startChapter.start must be a number from 0, got undefined; not sent',
      'startChapter.end must be a number from 0, got undefined; not sent',
      'completeChapter: there is nothing that it could be part of; not sent',
    ]);
  });

  test('without a viewing are not sent', (assert, { tracking }) => {
    tracking.endSession();
    tracking.startChapter({ index: 1, start: 0, end: 10 });
    assert.deepEqual(tracking.status.problems, ['startChapter: there is nothing that it could be part of; not sent']);
  });
});

QUnit.module('plugin: metadata of an ad or a chapter by hand', () => {
  test('costs only itself where it is wrong', (assert, bench) => {
    const { tracking } = bench;
    tracking.startAdBreak();
    tracking.startAd({ id: 'a', length: 15 }, { flight: 7, 'a.b': 1, list: [] as never });
    tracking.completeAdBreak();
    tracking.startChapter({ index: 1, start: 0, end: 10, customMetadata: 'none' as never });
    const ad = { id: 'a', length: 15, podPosition: 1, playerName: 'video.js' };
    assert.deepEqual(bench.told.slice(1), [
      ['adStart', { ...flatten({ media: { ad } }), flight: '7' }],
      'adSkip',
      'adBreakComplete',
      ['chapterStart', flatten({ media: { chapter: { index: 1, offset: 0, length: 10 } } })],
    ]);
    assert.deepEqual(tracking.status.problems, [
      'startAd.customMetadata.list must be a non-empty string or a finite number or a boolean, got []; left out',
      'startAd.customMetadata.a.b is not a valid key; left out',
      'startChapter.customMetadata must be an object, got "none"; left out',
    ]);
  });
});

QUnit.module('plugin: states by hand', () => {
  test('are told on and off', async (assert, bench) => {
    bench.tracking.startState('theater.mode');
    await bench.statesSettle();
    bench.tracking.endState('theater.mode');
    await bench.statesSettle();
    assert.deepEqual(bench.told, [
      ['stateStart', state('theater.mode')],
      ['stateEnd', state('theater.mode')],
    ]);
  });

  test('that are on are told in the next session, too', async (assert, bench) => {
    bench.tracking.startState('theater');
    await bench.statesSettle();
    bench.tracking.startSession();
    const types = bench.told.map((each) => (Array.isArray(each) ? (each as unknown[])[0] : each));
    assert.deepEqual(types, ['stateStart', 'sessionEnd', 'sessionStart', 'stateStart']);
    assert.deepEqual(bench.told[3], ['stateStart', state('theater')]);
  });

  test('with names that the API does not take are not sent', async (assert, bench) => {
    const { tracking } = bench;
    for (const name of ['', 'full screen', 'x'.repeat(65), 5 as never]) tracking.startState(name);
    tracking.endState('never');
    await bench.statesSettle();
    assert.deepEqual(bench.told, []);
    assert.strictEqual(tracking.status.problems.length, 5);
  });
});

QUnit.module('plugin: quality by hand', () => {
  test('is carried by the next event, as integers', (assert, bench) => {
    bench.tracking.updateQoe({ bitrate: 1_500_000.4, framesPerSecond: 25 });
    bench.tracking.updateQoe({ droppedFrames: 2 });
    bench.tracking.reportError('x');
    const qoe = { bitrate: 1_500_000, framesPerSecond: 25, droppedFrames: 2, errorID: 'x', errorSource: 'external' };
    assert.deepEqual(bench.told, [['error', qoe]]);
  });

  test('that is none is named and not sent', (assert, bench) => {
    bench.tracking.updateQoe({ bitrate: Infinity, droppedFrames: '3' as never });
    bench.tracking.updateQoe('fast' as never);
    bench.tracking.reportError('x');
    assert.deepEqual(bench.told, [['error', { errorID: 'x', errorSource: 'external' }]]);
    assert.deepEqual(bench.tracking.status.problems, [
      'updateQoe.bitrate must be a number from 0, got Infinity; left out',
      'updateQoe.droppedFrames must be a number from 0, got "3"; left out',
      'updateQoe must be an object, got "fast"; left out',
    ]);
  });
});

QUnit.module('plugin: trackEvent', () => {
  test('tells by the API’s names what the methods tell', async (assert, bench) => {
    const { tracking } = bench;
    tracking.trackEvent('chapterStart', { index: 1, start: 0, end: 10 });
    tracking.trackEvent('chapterComplete');
    tracking.trackEvent('bitrateChange', { bitrate: 800_000 });
    tracking.trackEvent('error', 'E1');
    tracking.trackEvent('stateStart', 'theater');
    tracking.trackEvent('pauseStart');
    await bench.statesSettle();
    tracking.trackEvent('sessionEnd');
    assert.deepEqual(bench.told, [
      ['chapterStart', flatten({ media: { chapter: { index: 1, offset: 0, length: 10 } } })],
      'chapterComplete',
      ['error', { bitrate: 800_000, errorID: 'E1', errorSource: 'external' }],
      'pauseStart',
      ['stateStart', state('theater')],
      'sessionEnd',
    ]);
    assert.deepEqual(tracking.status.problems, []);
  });

  test('refuses what is no event', (assert, bench) => {
    for (const type of ['dispose', 'sessionComplete', 'rubbish', 'log', undefined])
      bench.tracking.trackEvent(type as never);
    assert.deepEqual(bench.told, []);
    assert.strictEqual(bench.tracking.status.problems.length, 5);
  });
});

QUnit.module('plugin: callbacks of the integrator', () => {
  const broken = (): never => {
    throw new Error('broken');
  };

  test(
    'that throw cost one warning with their path, and nothing else',
    async (assert, bench) => {
      bench.tracking.startState('theater');
      await bench.statesSettle();
      assert.deepEqual(bench.told, [['stateStart', { ...state('theater'), droppedFrames: 0 }]]);
      assert.deepEqual(bench.tracking.status.problems.slice().sort(), [
        'playhead failed: broken; left out',
        'qoe failed: broken; left out',
      ]);
    },
    { qoe: broken, playhead: broken },
  );
});
