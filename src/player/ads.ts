import type { AdDetails, AdSignal, Warn } from '../model';
import type { MediaTrackingOptions } from '../options/public';
import { adDetails } from './ad-details';
import type { AdsManager, HostPlayer } from './host';

/** What videojs-contrib-ads says, and by its common interface the ad plugins built on it. */
const MEANINGS: Readonly<Record<string, AdSignal>> = {
  adstart: 'adBreakStart',
  adend: 'adBreakComplete',
  'ads-ad-started': 'adStart',
  'ads-ad-ended': 'adComplete',
  'ads-ad-skipped': 'adSkip',
  adserror: 'adSkip',
};

export const AD_EVENTS = Object.keys(MEANINGS);

interface AdPorts<P> {
  readonly player: P & HostPlayer;
  /** The option `ads`. */
  readonly option: () => MediaTrackingOptions<P>['ads'];
  readonly say: (type: AdSignal, details: AdDetails) => void;
  warn: Warn;
}

/** Follows ads of plugins built on videojs-contrib-ads, videojs-ima among them, whenever they are set up. */
export class AdWatch<P> {
  private _manager: AdsManager | undefined;

  constructor(private readonly _ports: AdPorts<P>) {}

  /** Takes up a break that is on already. */
  attach(): void {
    const { player } = this._ports;
    if (!player.ads?.inAdBreak?.()) return;
    this.heard('adstart');
    // contrib-ads shows its spinner until the first ad of a break is on screen.
    if (!player.hasClass('vjs-ad-loading')) this.heard('ads-ad-started');
  }

  heard(event: string): void {
    const { player, option, say, warn } = this._ports;
    const type = MEANINGS[event];
    const hidden = option() === false;
    if (event === 'adstart') this._listenToIma(player.ima?.getAdsManager?.());
    if (!type || (hidden && !type.startsWith('adBreak'))) return;
    say(type, type === 'adStart' ? adDetails(player, option(), warn) : { hidden });
  }

  /** videojs-ima says when ads start; that they end, only Google's SDK does. Each request for ads has a manager of its own. */
  private _listenToIma(manager: AdsManager | null | undefined): void {
    const types = window.google?.ima?.AdEvent.Type;
    if (!manager || !types || manager === this._manager) return;
    this._manager = manager;
    manager.addEventListener(types.COMPLETE, () => this.heard('ads-ad-ended'));
    manager.addEventListener(types.SKIPPED, () => this.heard('ads-ad-skipped'));
  }
}
