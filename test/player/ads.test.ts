import QUnit from 'qunit';
import type { AdDetails } from '../../src/model';
import type { MediaTrackingOptions } from '../../src/options/public';
import { AD_EVENTS, watchAds, type AdWatch } from '../../src/player/ads';
import type { AdsManager, HostPlayer, ImaWindow } from '../../src/player/host';
import { read } from '../../src/player/probe';

type Option = MediaTrackingOptions['ads'];

/** What a player on contrib-ads shows while an ad is on screen: beside the content unless it is said otherwise. */
function fakePlayer(changes: object = {}): HostPlayer {
  const player = {
    ads: { inAdBreak: () => true, isContentResuming: () => false, contentSrc: 'film.mp4' },
    currentSrc: () => 'film.mp4',
    currentSource: () => ({ src: 'film.mp4' }),
    currentSources: () => [{ src: 'film.mp4' }],
    currentTime: () => 21,
    duration: () => 600,
    ended: () => false,
    hasClass: () => false,
    loop: () => false,
    paused: () => true,
    playbackRate: () => 1,
    seeking: () => false,
    ...changes,
  };
  return player as unknown as HostPlayer;
}

interface Heard {
  readonly said: [string, AdDetails][];
  readonly warnings: string[];
  readonly watch: AdWatch;
}

function watching(player: HostPlayer, option: Option = true): Heard {
  const said: [string, AdDetails][] = [];
  const warnings: string[] = [];
  const watch = watchAds({
    player,
    settings: { ads: option },
    tracker: { ad: (type, details) => said.push([type, details]) },
    warn: (message) => warnings.push(message),
  });
  return { said, warnings, watch };
}

/** What is said of an ad that starts. */
function adOf(player: HostPlayer, option?: Option): { details: AdDetails; warnings: string[] } {
  const { said, warnings, watch } = watching(player, option);
  watch.heard('ads-ad-started');
  const details = said[0]?.[1];
  if (!details) throw new Error('nothing was said');
  return { details, warnings };
}

const DEFAULTS = { id: 'unknown', length: 0 };

QUnit.module('player: ads', () => {
  QUnit.test('events of contrib-ads and its common interface say what they mean', (assert) => {
    const { said, watch } = watching(fakePlayer());
    for (const event of ['adstart', 'ads-ad-started', 'ads-ad-ended', 'ads-ad-skipped', 'adserror', 'adend']) {
      watch.heard(event);
    }
    assert.deepEqual(
      said.map(([type]) => type),
      ['adBreakStart', 'adStart', 'adComplete', 'adSkip', 'adSkip', 'adBreakComplete'],
    );
  });

  QUnit.test(
    'an ad that fails is skipped, also where contrib-ads ends its break before the error is heard',
    (assert) => {
      const { said, watch } = watching(fakePlayer());
      const events = ['adstart', 'ads-ad-started', 'vjsadserror', 'adend', 'adserror'];
      // Others are not listened to.
      for (const event of events.filter((each) => AD_EVENTS.includes(each))) watch.heard(event);
      assert.deepEqual(said.map(([type]) => type).slice(0, 4), [
        'adBreakStart',
        'adStart',
        'adSkip',
        'adBreakComplete',
      ]);
    },
  );

  QUnit.test('with ads: false only the breaks are said, to be hidden', (assert) => {
    const { said, watch } = watching(fakePlayer(), false);
    for (const event of ['adstart', 'ads-ad-started', 'ads-ad-ended', 'adserror', 'adend']) watch.heard(event);
    assert.deepEqual(said, [
      ['adBreakStart', { hidden: true }],
      ['adBreakComplete', { hidden: true }],
    ]);
  });

  QUnit.test('a break that is on already is taken up, with its ad once one was on screen', (assert) => {
    for (const [loading, expected] of [
      [false, ['adBreakStart', 'adStart']],
      [true, ['adBreakStart']],
    ] as const) {
      const { said, watch } = watching(fakePlayer({ hasClass: () => loading }));
      watch.attach();
      assert.deepEqual(
        said.map(([type]) => type),
        [...expected],
      );
    }
  });

  QUnit.test('without contrib-ads, or before it is set up, nothing is taken up', (assert) => {
    for (const ads of [undefined, () => undefined, { inAdBreak: () => false }]) {
      const { said, watch } = watching(fakePlayer({ ads }));
      watch.attach();
      assert.deepEqual(said, []);
    }
  });

  QUnit.test('of an ad that nobody describes, nothing is invented', (assert) => {
    assert.deepEqual(adOf(fakePlayer()).details, { info: DEFAULTS, customMetadata: undefined });
  });

  QUnit.test('an ad is described by the common interface', (assert) => {
    const ads = { contentSrc: 'film.mp4', ad: { id: 7, duration: 15, index: 1 }, pod: { id: 'middle' } };
    const { details } = adOf(fakePlayer({ ads }));
    assert.deepEqual(details.info, { id: '7', length: 15, podPosition: 2, podFriendlyName: 'middle' });
  });

  QUnit.test('what the common interface says wrong is left out without a word', (assert) => {
    const ads = { contentSrc: 'film.mp4', ad: { id: {}, duration: NaN, index: 'first' }, pod: { id: '' } };
    const { details, warnings } = adOf(fakePlayer({ ads }));
    assert.deepEqual(details.info, DEFAULTS);
    assert.deepEqual(warnings, []);
  });

  QUnit.test('an ad in the content’s own element is described by what is loaded there', (assert) => {
    const { details } = adOf(fakePlayer({ currentSrc: () => 'ad.mp4?token=1', duration: () => 30 }));
    assert.deepEqual(details.info, { id: 'ad.mp4', length: 30 });
  });

  QUnit.test('the integrator’s description wins', (assert) => {
    const ads = { contentSrc: 'film.mp4', ad: { id: 'a', duration: 15 } };
    const description = { id: 'b', name: 'Bee', podSecond: 20, customMetadata: { flight: 7 } };
    const { details } = adOf(fakePlayer({ ads }), { describeAd: () => description });
    assert.deepEqual(details, {
      info: { id: 'b', length: 15, name: 'Bee', podSecond: 20 },
      customMetadata: { flight: '7' },
    });
  });

  QUnit.test('a description that fails or is rubbish costs its own data only, with a warning', (assert) => {
    const fails = (): never => {
      throw new Error('no');
    };
    const cases: [() => unknown, string[]][] = [
      [fails, ['ads.describeAd failed: no; left out']],
      [() => 'a', ['ads.describeAd must be an object, got "a"; left out']],
      [() => Promise.resolve({}), ['ads.describeAd must be an object, got {}; left out']],
      [
        () => ({ podIndex: -1, foo: 1 }),
        [
          'ads.describeAd.podIndex must be an integer from 0, got -1; left out',
          'ads.describeAd.foo is not a valid key; left out',
        ],
      ],
      [() => undefined, []],
    ];
    for (const [describeAd, expected] of cases) {
      const { details, warnings } = adOf(fakePlayer(), { describeAd } as Option);
      assert.deepEqual(details.info, DEFAULTS);
      assert.deepEqual(warnings, expected);
    }
  });
});

/** A manager of ads as Google's SDK has it, and what it has been asked to tell. */
class FakeManager implements AdsManager {
  readonly listeners: [string, () => void][] = [];
  addEventListener(type: string, listener: () => void): void {
    this.listeners.push([type, listener]);
  }
  getCurrentAd(): object {
    return {
      getAdId: () => 'a',
      getDuration: () => -1,
      getTitle: () => 'Title',
      getAdvertiserName: () => '',
      getCreativeId: () => 'c',
      getMediaUrl: () => null,
      getAdPodInfo: () => ({ getPodIndex: () => -1, getAdPosition: () => 2 }),
    };
  }
}

QUnit.module('player: videojs-ima', (hooks) => {
  const page = window as ImaWindow;

  hooks.beforeEach(() => {
    page.google = { ima: { AdEvent: { Type: { COMPLETE: 'complete', SKIPPED: 'skip' } } } };
  });
  hooks.afterEach(() => {
    delete page.google;
  });

  QUnit.test('ends of ads are heard from Google’s SDK, once for each request', (assert) => {
    const manager = new FakeManager();
    const { said, watch } = watching(fakePlayer({ ima: { getAdsManager: () => manager } }));
    watch.heard('adstart');
    watch.heard('adstart');
    assert.deepEqual(
      manager.listeners.map(([type]) => type),
      ['complete', 'skip'],
    );
    for (const [, listener] of manager.listeners) listener();
    assert.deepEqual(
      said.map(([type]) => type),
      ['adBreakStart', 'adBreakStart', 'adComplete', 'adSkip'],
    );
  });

  QUnit.test('an ad is described by what the SDK knows; what it does not know is left out', (assert) => {
    const { details } = adOf(fakePlayer({ ima: { getAdsManager: () => new FakeManager() } }));
    assert.deepEqual(details.info, { id: 'a', length: 0, name: 'Title', creativeId: 'c', podPosition: 2 });
  });

  QUnit.test('before it is set up, or without the SDK, it is as if it were not there', (assert) => {
    for (const ima of [() => undefined, { getAdsManager: () => null }]) {
      const { said, watch } = watching(fakePlayer({ ima }));
      watch.heard('adstart');
      watch.heard('ads-ad-started');
      assert.deepEqual(said[1]?.[1].info, DEFAULTS);
    }
    delete page.google;
    const { said, watch } = watching(fakePlayer({ ima: { getAdsManager: () => new FakeManager() } }));
    watch.heard('adstart');
    assert.strictEqual(said.length, 1);
  });
});

QUnit.module('player: a reading in ads', () => {
  const seen = (changes: object): ReturnType<typeof read> =>
    read(fakePlayer(changes), 0, () => undefined, {}, { states: new Set(), quality: {} }, false);

  QUnit.test('beside the content it is the content’s, not at rest', (assert) => {
    const { source, mediaTime, seeking } = seen({});
    assert.deepEqual({ source, mediaTime, seeking }, { source: 'film.mp4', mediaTime: 21, seeking: true });
  });

  QUnit.test('in the content’s own element it is of no item, and has not ended', (assert) => {
    const { source, ended } = seen({
      currentSrc: () => 'ad.mp4',
      currentSources: () => [{ src: 'ad.mp4' }],
      ended: () => true,
    });
    assert.deepEqual({ source, ended }, { source: '', ended: false });
  });

  QUnit.test('its length is not taken for that of the content, which has none until it is loaded again', (assert) => {
    const said = { states: new Set<string>(), quality: {} };
    const ads = { inAdBreak: () => false, isContentResuming: () => true, contentSrc: 'film.mp4' };
    const durations = [
      { currentSrc: () => 'ad.mp4', duration: () => 15 },
      { ads, duration: () => 15 },
      { ads, duration: () => 600 },
    ].map((changes) => read(fakePlayer(changes), 0, () => undefined, {}, said, false).duration);
    assert.deepEqual(durations, [NaN, NaN, 600]);
  });

  QUnit.test('the live edge goes on behind an ad, and the playhead after it is that of the content then', (assert) => {
    const said = { states: new Set<string>(), quality: {} };
    const playheadAt = (seconds: number, edge: number, mediaTime: number, inAdBreak: boolean, more = {}): number =>
      read(
        fakePlayer({
          ads: { inAdBreak: () => inAdBreak, isContentResuming: () => false, contentSrc: 'film.mp4' },
          seekable: () => ({ length: 1, end: () => edge }),
          currentTime: () => mediaTime,
          duration: () => Infinity,
          ...more,
          textTracks: () => [],
          tech: () => undefined,
        }),
        seconds * 1000,
        () => undefined,
        {},
        said,
        false,
      ).playhead;
    assert.strictEqual(playheadAt(1000, 130, 100, false), 970);
    for (let i = 1; i <= 30; i++) playheadAt(1000 + i, 130 + i, 100, true);
    assert.strictEqual(playheadAt(1031, 161, 101, false), 971);
    playheadAt(1032, 20, 10, true, { currentSrc: () => 'ad.mp4', duration: () => 20 });
    assert.strictEqual(playheadAt(1033, 30, 15, false), 1018, 'also where its time line begins anew');
  });

  QUnit.test('an ad without an end does not make the content live', (assert) => {
    const { duration, playhead } = seen({ duration: () => Infinity });
    assert.deepEqual({ duration, playhead }, { duration: Infinity, playhead: 21 });
  });

  QUnit.test('content on its way back is not at rest', (assert) => {
    const ads = { inAdBreak: () => false, isContentResuming: () => true, contentSrc: 'film.mp4' };
    assert.true(seen({ ads }).seeking);
  });

  QUnit.test('content that waits for ads is as it is', (assert) => {
    const ads = { inAdBreak: () => false, isContentResuming: () => false, contentSrc: '' };
    const { source, seeking } = seen({ ads });
    assert.deepEqual({ source, seeking }, { source: 'film.mp4', seeking: false });
  });
});
