import { make } from './dom.js';

/**
 * @typedef {object} SampleAd
 * @property {string} [src]  without one it fails to load
 * @property {string} id
 * @property {string} title
 * @property {number} [skipAfter]  seconds until it can be skipped
 *
 * @typedef {object} SampleBreak
 * @property {number | 'end'} at  position of the content in seconds
 * @property {SampleAd[]} ads
 *
 * @typedef {object} SampleSetup
 * @property {SampleBreak[]} breaks
 * @property {boolean} [recycled]  ads play in the content's own element, as on phones that allow no second one
 * @property {number} [lateMs]  how long it takes to find out which ads there are
 */

const folder = '/demo/media/ads/';
/** @param {string} name @param {number} [skipAfter] @returns {SampleAd} */
const clip = (name, skipAfter) => ({
  id: `demo-${name.toLowerCase()}`,
  title: name,
  src: `${folder}${name.toLowerCase()}.webm`,
  ...(skipAfter !== undefined && { skipAfter }),
});

/** A pre-roll pod of two, a mid-roll that can be skipped, a post-roll. @type {SampleBreak[]} */
export const breaks = [
  { at: 0, ads: [clip('Kettle'), clip('Bicycle')] },
  { at: 12, ads: [clip('Lantern', 2)] },
  { at: 'end', ads: [clip('Umbrella')] },
];

/** How long an ad may take to begin before it counts as failed. */
const longestLoadMs = 8_000;
const file = '/node_modules/videojs-contrib-ads/dist/videojs.ads';

/** videojs-contrib-ads has a say in every player of the page, so it comes only when it is asked for. */
export async function loadContribAds() {
  if (/** @type {any} */ (window).videojs.getPlugin('ads')) return;
  document.head.append(make('link', { rel: 'stylesheet', href: `${file}.css` }));
  const script = make('script', { src: `${file}.js` });
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });
}

/**
 * An ad plugin such as a site would have, on videojs-contrib-ads: it decides when there are breaks and plays the ads in them, and
 * says so by contrib-ads's common interface.
 */
export class SampleAds {
  /** @type {Set<SampleBreak>} */
  #shown = new Set();
  /** Ends the ad that is on screen. @type {((event: string) => void) | null} */
  #endAd = null;
  #position = 0;

  /** @param {any} player @param {SampleSetup} setup */
  constructor(player, setup) {
    this.player = player;
    this.setup = setup;
    player.ads({ timeout: 3_000 });
    const ready = () => setTimeout(() => player.isDisposed() || player.trigger('adsready'), setup.lateMs ?? 0);
    player.on('contentchanged', () => {
      this.#shown.clear();
      this.#position = 0;
      ready();
    });
    player.on('readyforpreroll', () => this.#playAt(0) || player.trigger('nopreroll'));
    player.on('readyforpostroll', () => this.#playAt('end') || player.trigger('nopostroll'));
    player.on('timeupdate', () => this.#move(player.currentTime()));
    // The player is gone, or its break was ended from outside, as after an error.
    player.on(['adend', 'dispose'], () => this.#endAd?.(''));
    ready();
  }

  /** Ends the ad as failed, and with it its break. */
  fail() {
    this.player.trigger('adserror');
  }

  /** What the viewer does. */
  skip() {
    this.#endAd?.('ads-ad-skipped');
  }

  /** @param {number} position */
  #move(position) {
    const passed = (/** @type {SampleBreak} */ { at }) => at !== 'end' && at > this.#position && at <= position;
    const due = this.setup.breaks.find(passed);
    this.#position = position;
    if (due) this.#playAt(due.at);
  }

  /** @param {SampleBreak['at']} at @returns {boolean} whether there is something to play */
  #playAt(at) {
    const due = this.setup.breaks.find((each) => each.at === at && !this.#shown.has(each));
    if (!due || this.player.ads.inAdBreak()) return false;
    this.#shown.add(due);
    void this.#play(due);
    return true;
  }

  /** @param {SampleBreak} due */
  async #play({ ads }) {
    const { player } = this;
    player.ads.startLinearAdMode();
    player.ads.pod = { size: ads.length };
    for (const [index, ad] of ads.entries()) {
      if (player.isDisposed() || !player.ads.inAdBreak()) return;
      await this.#playOne(ad, index);
    }
    if (!player.isDisposed() && player.ads.inAdBreak()) player.ads.endLinearAdMode();
  }

  /** Plays until it is over, was skipped or failed. @param {SampleAd} ad @param {number} index */
  async #playOne(ad, index) {
    const screen = this.setup.recycled ? this.#own(ad) : this.#beside(ad);
    const patience = setTimeout(() => this.#endAd?.('adserror'), longestLoadMs);
    const event = await new Promise((resolve) => {
      this.#endAd = resolve;
      screen.begun(() => {
        clearTimeout(patience);
        const { duration } = screen;
        Object.assign(this.player.ads, {
          ad: { type: 'LINEAR', index, id: ad.id, title: ad.title, duration: duration() },
        });
        this.player.trigger('ads-ad-started');
        if (ad.skipAfter !== undefined) screen.add(this.#skipButton(ad.skipAfter));
      });
      screen.over(() => resolve('ads-ad-ended'));
      screen.failed(() => resolve('adserror'));
    });
    this.#endAd = null;
    clearTimeout(patience);
    screen.remove();
    if (event && !this.player.isDisposed()) this.player.trigger(event);
  }

  /** @param {number} after  seconds */
  #skipButton(after) {
    const button = make('button', { type: 'button', class: 'skip-ad', disabled: '' }, `Skip in ${after} s`);
    button.addEventListener('click', () => this.skip());
    setTimeout(() => {
      button.removeAttribute('disabled');
      button.textContent = 'Skip ad';
    }, after * 1000);
    return button;
  }

  /** An element of its own above the content, which waits. @param {SampleAd} ad */
  #beside({ src }) {
    const { player } = this;
    const video = /** @type {HTMLVideoElement} */ (
      make('video', { src: src ?? `${folder}missing.webm`, playsinline: '' })
    );
    const layer = make('div', { class: 'sample-ad' });
    layer.append(video);
    video.muted = player.muted();
    player.el().append(layer);
    player.pause();
    void video.play().catch(() => {});
    return {
      begun: (/** @type {() => void} */ call) => video.addEventListener('playing', call, { once: true }),
      over: (/** @type {() => void} */ call) => video.addEventListener('ended', call),
      failed: (/** @type {() => void} */ call) => video.addEventListener('error', call),
      duration: () => video.duration,
      add: (/** @type {HTMLElement} */ extra) => layer.append(extra),
      remove: () => {
        video.pause();
        layer.remove();
      },
    };
  }

  /** The content's own element. @param {SampleAd} ad */
  #own({ src }) {
    const { player } = this;
    /** @type {[string, () => void][]} */
    const listening = [];
    const once = (/** @type {string} */ type) => (/** @type {() => void} */ call) => {
      player.one(type, call);
      listening.push([type, call]);
    };
    const layer = make('div', { class: 'sample-ad shared' });
    player.el().append(layer);
    player.src({ src: src ?? `${folder}missing.webm`, type: 'video/webm' });
    return {
      begun: once('adplaying'),
      over: once('adended'),
      failed: once('aderror'),
      duration: () => player.duration(),
      add: (/** @type {HTMLElement} */ extra) => layer.append(extra),
      remove: () => {
        layer.remove();
        if (!player.isDisposed()) for (const [type, call] of listening) player.off(type, call);
      },
    };
  }
}
