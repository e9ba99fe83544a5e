/**
 * @import { Scene } from './scene.mjs'
 * @import { Told } from './story.mjs'
 *
 * @typedef {{ at: number, type: string, playhead: number }} AdMoment  `playhead` is where the content stands, s
 */

/** What contrib-ads and the ad plugin said, written down in the page with where the content stood. Must not use anything outside of itself. */
function install() {
  const { player } = /** @type {any} */ (window);
  const types = ['play', 'playing', 'pause', 'ended', 'contentended', 'adstart', 'adend', 'loadstart'];
  const ofAds = ['ads-ad-started', 'ads-ad-ended', 'ads-ad-skipped', 'adserror'];
  /** @type {AdMoment[]} */
  const moments = [];
  /** @type {Set<() => void>} */
  const curious = new Set();
  let stands = 0;
  /** Firefox says twice that it plays what was sought at its start. */
  let plays = false;
  for (const type of [...types, ...ofAds]) {
    player.on(type, () => {
      // On its way to where it was left; Firefox says so before it is there.
      if (type === 'playing' && player.seeking()) return;
      const ads = player.ads.inAdBreak() || player.ads.isContentResuming() || type === 'adend';
      if (type === 'adstart' || !ads) stands = player.currentTime();
      if (type === 'playing' && plays) return;
      plays = type === 'playing' || (plays && !['pause', 'adstart', 'adend', 'ended'].includes(type));
      moments.push({ at: Date.now(), type, playhead: stands });
      for (const look of curious) look();
    });
  }
  /** @param {string} type @param {number} nth @param {number} timeoutMs */
  const await_ = (type, nth, timeoutMs) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = moments.filter((moment) => moment.type === type)[nth - 1];
        if (!found) return;
        clearTimeout(timer);
        curious.delete(look);
        resolve(found);
      };
      const came = () => moments.map((moment) => moment.type).join(', ');
      const timer = setTimeout(() => reject(new Error(`${type} ${nth} did not come, but ${came()}`)), timeoutMs);
      curious.add(look);
      look();
    });
  Object.assign(window, { adWitness: { moments, await_ } });
}

/** Events of ads as they should be told, from what the ad plugin of the page said. */
export class AdWitness {
  /** @param {Scene} scene */
  constructor(scene) {
    this.page = scene.page;
  }

  /** @param {Scene} scene */
  static async of(scene) {
    await scene.page.evaluate(install);
    return new AdWitness(scene);
  }

  /** The nth of its type, already there or to come. @param {string} type @param {number} [nth] @returns {Promise<AdMoment>} */
  moment(type, nth = 1) {
    return this.page.evaluate(
      (type, nth) => /** @type {any} */ (window).adWitness.await_(type, nth, 25_000),
      type,
      nth,
    );
  }

  /** How often it came. @param {string} type @returns {Promise<number>} */
  count(type) {
    return this.page.evaluate(
      (type) =>
        /** @type {any} */ (window).adWitness.moments.filter((/** @type {AdMoment} */ moment) => moment.type === type)
          .length,
      type,
    );
  }

  /** An event that should be told of what the ad plugin said. @param {string} event @param {string} type @param {number} [nth] @returns {Promise<Told>} */
  async told(event, type, nth) {
    const { at, playhead } = await this.moment(type, nth);
    return { type: event, at, playhead };
  }

  /**
   * What should be told of a whole break that runs as planned.
   * @param {number} nth  of the page's breaks
   * @param {number} first  of the page's ads, counted over all breaks
   * @param {number} ads
   * @returns {Promise<Told[]>}
   */
  async toldBreak(nth, first = nth, ads = 1) {
    const events = [await this.told('adBreakStart', 'adstart', nth)];
    for (let ad = first; ad < first + ads; ad++) {
      events.push(await this.told('adStart', 'ads-ad-started', ad), await this.told('adComplete', 'ads-ad-ended', ad));
    }
    return [...events, await this.told('adBreakComplete', 'adend', nth)];
  }
}
