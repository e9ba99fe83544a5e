/**
 * Stands in for Google's IMA SDK: the part of `google.ima` that videojs-ima 2 uses, with the documented events at the documented
 * moments, playing clips of the page in the ad container. Names and values are the SDK's own.
 *
 * @typedef {object} FakeAd
 * @property {string} id
 * @property {string} title
 * @property {number} duration  seconds, as the ad response says; `src` may be shorter or fail
 * @property {string} [src]  without one it fails
 * @property {boolean} [nonLinear]
 *
 * @typedef {{ offset: number, ads: FakeAd[] }} FakePod  `offset` in seconds, -1 for after the content
 * @typedef {{ type: string, at: number }} AdEnd  of an ad: `complete` or `skip`, ms since the epoch
 */

/** To be run in the page. Must not use anything outside of itself. @param {FakePod[]} pods */
export function installFakeIma(pods) {
  const types = {
    AD_BREAK_READY: 'adBreakReady',
    ALL_ADS_COMPLETED: 'allAdsCompleted',
    COMPLETE: 'complete',
    CONTENT_PAUSE_REQUESTED: 'contentPauseRequested',
    CONTENT_RESUME_REQUESTED: 'contentResumeRequested',
    LOADED: 'loaded',
    LOG: 'log',
    PAUSED: 'pause',
    RESUMED: 'resume',
    SKIPPED: 'skip',
    STARTED: 'start',
  };
  const adError = 'adError';
  const managerLoaded = 'adsManagerLoaded';
  /** Of all ads that the SDK has told of, for tests to compare with. @type {AdEnd[]} */
  const ends = [];

  class Emitter {
    /** @type {[string, (event: any) => void][]} */
    #listeners = [];
    /** @param {string} type @param {(event: any) => void} listener */
    addEventListener(type, listener) {
      this.#listeners.push([type, listener]);
    }
    /** @param {string} type @param {object} event */
    dispatch(type, event) {
      for (const [wanted, listener] of [...this.#listeners]) if (wanted === type) listener({ type, ...event });
    }
  }

  /** @param {FakeAd} ad @param {number} podIndex @param {FakePod} pod */
  const adOf = (ad, podIndex, pod) => ({
    getAdId: () => ad.id,
    getTitle: () => ad.title,
    getDuration: () => ad.duration,
    getAdvertiserName: () => 'Advertiser',
    getCreativeId: () => `creative-${ad.id}`,
    getMediaUrl: () => ad.src ?? '',
    getContentType: () => 'video/webm',
    isLinear: () => !ad.nonLinear,
    getAdPodInfo: () => ({
      getPodIndex: () => (pod.offset < 0 ? -1 : podIndex),
      getAdPosition: () => pod.ads.indexOf(ad) + 1,
      getTotalAds: () => pod.ads.length,
      getTimeOffset: () => pod.offset,
    }),
  });

  class AdsManager extends Emitter {
    #playhead;
    #destroyed = false;
    /** @type {HTMLVideoElement | null} */
    #video = null;
    /** @type {((type: string) => void) | null} */
    #finish = null;
    /** @type {any} */
    #current = null;
    #waiting = 0;

    /** @param {{ currentTime: number }} playhead */
    constructor(playhead) {
      super();
      this.#playhead = playhead;
    }
    init() {}
    resize() {}
    setVolume() {}
    getCuePoints() {
      return pods.map(({ offset }) => offset);
    }
    getCurrentAd() {
      return this.#current;
    }
    getRemainingTime() {
      return this.#video ? this.#video.duration - this.#video.currentTime : 0;
    }
    pause() {
      this.#video?.pause();
    }
    resume() {
      void this.#video?.play();
    }
    /** A viewer presses the SDK's own button. */
    skip() {
      this.#finish?.(types.SKIPPED);
    }
    /** The same, when less than this is left of the ad that is on screen. @param {number} seconds */
    skipInLast(seconds) {
      const video = this.#video;
      const look = () => {
        if (video !== this.#video) return;
        if (this.getRemainingTime() < seconds) this.skip();
        else requestAnimationFrame(look);
      };
      look();
    }
    /** The ad that is on screen fails. */
    fail() {
      this.#finish?.(adError);
    }
    destroy() {
      this.#destroyed = true;
      clearInterval(this.#waiting);
      this.#finish?.('');
    }
    start() {
      const preroll = pods.find(({ offset }) => offset === 0);
      if (preroll) void this.#play(preroll);
      else this.dispatch(types.CONTENT_RESUME_REQUESTED, {});
      const played = new Set([preroll]);
      this.#waiting = window.setInterval(() => {
        const due = pods.find((pod) => pod.offset > 0 && !played.has(pod) && this.#playhead.currentTime >= pod.offset);
        if (!due || this.#current) return;
        played.add(due);
        void this.#play(due);
      }, 100);
    }
    contentComplete() {
      const postroll = pods.find(({ offset }) => offset < 0);
      if (postroll && !this.#destroyed) void this.#play(postroll);
    }
    /** @param {FakePod} pod */
    async #play(pod) {
      if (pod.ads.every(({ nonLinear }) => nonLinear)) return this.#overlay(pod);
      const first = adOf(/** @type {FakeAd} */ (pod.ads[0]), pods.indexOf(pod), pod);
      this.dispatch(types.CONTENT_PAUSE_REQUESTED, { getAd: () => first });
      for (const ad of pod.ads) {
        const error = await this.#playOne(adOf(ad, pods.indexOf(pod), pod), ad);
        if (this.#destroyed) return;
        if (error) return this.dispatch(adError, { getError: () => error });
      }
      this.dispatch(types.CONTENT_RESUME_REQUESTED, {});
      if (pod === pods.at(-1)) this.dispatch(types.ALL_ADS_COMPLETED, {});
    }
    /** @param {FakePod} pod */
    #overlay(pod) {
      const ad = adOf(/** @type {FakeAd} */ (pod.ads[0]), pods.indexOf(pod), pod);
      this.dispatch(types.LOADED, { getAd: () => ad });
      this.dispatch(types.STARTED, { getAd: () => ad });
    }
    /** @param {any} ad @param {FakeAd} what */
    async #playOne(ad, { src }) {
      this.dispatch(types.LOADED, { getAd: () => ad });
      const video = Object.assign(document.createElement('video'), {
        muted: true,
        src: src ?? '/demo/media/ads/none.webm',
      });
      this.#video = video;
      document.querySelector('.ima-ad-container')?.append(video);
      const how = await new Promise((resolve) => {
        this.#finish = resolve;
        video.addEventListener(
          'playing',
          () => {
            this.#current = ad;
            this.dispatch(types.STARTED, { getAd: () => ad });
          },
          { once: true },
        );
        video.addEventListener('ended', () => resolve(types.COMPLETE));
        video.addEventListener('error', () => resolve(adError));
        video.play().catch(() => {});
      });
      this.#finish = null;
      video.remove();
      this.#video = null;
      if (this.#destroyed) return '';
      if (how === adError) return 'VAST 400';
      ends.push({ type: how, at: Date.now() });
      this.dispatch(how, { getAd: () => ad });
      this.#current = null;
      return '';
    }
  }

  class AdsLoader extends Emitter {
    /** @type {AdsManager | null} */
    #manager = null;
    getSettings() {
      return new Proxy({}, { get: () => () => {} });
    }
    requestAds() {
      const getAdsManager = (/** @type {any} */ playhead) => {
        this.#manager = new AdsManager(playhead);
        Object.assign(window, { adsManager: this.#manager });
        return this.#manager;
      };
      setTimeout(() => {
        if (pods.length > 0) this.dispatch(managerLoaded, { getAdsManager });
        else this.dispatch(adError, { getError: () => 'VAST 303: no ads' });
      }, 50);
    }
    contentComplete() {
      this.#manager?.contentComplete();
    }
  }

  const quiet = new Proxy({}, { get: () => () => {} });
  const ima = {
    AdDisplayContainer: class {
      initialize() {}
    },
    AdsLoader,
    AdsRequest: class {
      setAdWillAutoPlay() {}
      setAdWillPlayMuted() {}
    },
    AdsRenderingSettings: class {},
    ImaSdkSettings: { VpaidMode: { DISABLED: 0, ENABLED: 1, INSECURE: 2 } },
    AdEvent: { Type: types },
    AdErrorEvent: { Type: { AD_ERROR: adError } },
    AdsManagerLoadedEvent: { Type: { ADS_MANAGER_LOADED: managerLoaded } },
    ViewMode: { NORMAL: 'normal', FULLSCREEN: 'fullscreen' },
    settings: quiet,
  };
  Object.assign(window, { google: { ima }, adEnds: ends });
}
