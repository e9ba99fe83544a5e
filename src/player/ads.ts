import type { AdDetails, AdSignal, Warn } from '../model';
import type { MediaTrackingOptions } from '../options/public';
import { adDetails } from './ad-details';
import type { AdsManager, HostPlayer, ImaWindow } from './host';

/** What videojs-contrib-ads says, and by its common interface the ad plugins built on it. */
const MEANINGS: Readonly<Record<string, AdSignal>> = {
  adstart: 'adBreakStart',
  adend: 'adBreakComplete',
  'ads-ad-started': 'adStart',
  'ads-ad-ended': 'adComplete',
  'ads-ad-skipped': 'adSkip',
  adserror: 'adSkip',
  // Its own way to end a break for an error comes first, and says this at its beginning.
  vjsadserror: 'adSkip',
};

export const AD_EVENTS = Object.keys(MEANINGS);

interface AdPorts<P> {
  readonly player: P & HostPlayer;
  readonly settings: Pick<MediaTrackingOptions<P>, 'ads'>;
  readonly tracker: { ad(type: AdSignal, details: AdDetails): void };
  readonly warn: Warn;
}

export interface AdWatch {
  /** An event of AD_EVENTS was fired. */
  heard(event: string): void;
  /** Takes up a break that is on already. */
  attach(): void;
}

/** Follows ads of plugins built on videojs-contrib-ads, videojs-ima among them, whenever they are set up. */
export function watchAds<P>(ports: AdPorts<P>): AdWatch {
  const { player, warn } = ports;
  let known: AdsManager | null | undefined;

  /** videojs-ima says when ads start; that they end, only Google's SDK does. Each request for ads has a manager of its own. */
  const listenToIma = (): void => {
    const manager = player.ima?.getAdsManager?.();
    const types = (window as ImaWindow).google?.ima?.AdEvent.Type;
    if (!manager || !types || manager === known) return;
    known = manager;
    manager.addEventListener(types.COMPLETE, () => heard('ads-ad-ended'));
    manager.addEventListener(types.SKIPPED, () => heard('ads-ad-skipped'));
  };

  const heard = (event: string): void => {
    const type = MEANINGS[event];
    const { ads } = ports.settings;
    const hidden = ads === false;
    if (event === 'adstart') listenToIma();
    if (!type || (hidden && !type.startsWith('adBreak'))) return;
    ports.tracker.ad(type, type === 'adStart' ? adDetails(player, ads, warn) : { hidden });
  };

  return {
    heard,
    attach() {
      if (!player.ads?.inAdBreak?.()) return;
      heard('adstart');
      // contrib-ads shows its spinner until the first ad of a break is on screen.
      if (!player.hasClass('vjs-ad-loading')) heard('ads-ad-started');
    },
  };
}
