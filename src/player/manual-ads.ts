import type { AdDetails, AdSignal } from '../model';
import { readAd } from '../options/ads';
import type { AdBreakInfo, AdInfo, CustomMetadata } from '../options/public';
import type { MediaTrackingEvents } from '../status';
import { PluginBase } from './plugin-base';
import type { Problems } from './problems';

/** What integrators call for ads that no ad plugin tells of: a break, then its ads. A wrong call warns and sends nothing. */
export abstract class ManualAds extends PluginBase<MediaTrackingEvents> {
  protected abstract readonly _problems: Problems;

  /**
   * The screen goes to ads. The break is reported with its first ad; until it is complete the playhead stands
   * still and nothing that the player does is reported. Before the content it begins the viewing.
   */
  startAdBreak(info: AdBreakInfo = {}): void {
    this._adCall('startAdBreak', 'adBreakStart', info, 'break');
  }

  /** Ads are over. An ad that is still open is reported as skipped. */
  completeAdBreak(): void {
    this._adCall('completeAdBreak', 'adBreakComplete');
  }

  /**
   * An ad of the open break is on screen. One that is still open is reported as skipped.
   * @param customMetadata metadata of your own for this ad
   */
  startAd(info: AdInfo, customMetadata?: CustomMetadata): void {
    this._adCall('startAd', 'adStart', { ...info, customMetadata }, 'whole ad');
  }

  /** The ad was seen to its end. */
  completeAd(): void {
    this._adCall('completeAd', 'adComplete');
  }

  /** The viewer skipped the ad, or it failed. */
  skipAd(): void {
    this._adCall('skipAd', 'adSkip');
  }

  /** False if it cannot be now. */
  protected abstract _ad(type: AdSignal, details: AdDetails): boolean;

  private _adCall(method: string, type: AdSignal, info: unknown = {}, kind: 'break' | 'whole ad' = 'break'): void {
    const { tell } = this._problems;
    const wrong: string[] = [];
    const details = readAd(method, info, kind, tell, (problem) => void wrong.push(problem));
    if (!wrong.length && !this._ad(type, { ...details, byHand: true }))
      wrong.push(`${method}: there is nothing that it could be part of`);
    for (const problem of wrong) tell(`${problem}; not sent`);
  }
}
