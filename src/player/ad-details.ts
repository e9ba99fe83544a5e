import type { AdDetails, Params, Warn } from '../model';
import { sift } from '../options/check';
import type { MediaTrackingOptions } from '../options/public';
import { AD_PART } from '../options/values';
import { attempt } from './attempt';
import type { HostPlayer, ImaAd } from './host';
import { withoutQuery } from './metadata';

/** What Google's SDK knows of the ad that plays; its post-rolls have the index -1, which says nothing. */
function fromIma(ad: ImaAd): object {
  const pod = ad.getAdPodInfo?.();
  return {
    id: ad.getAdId?.(),
    length: ad.getDuration?.(),
    name: ad.getTitle?.(),
    advertiser: ad.getAdvertiserName?.(),
    creativeId: ad.getCreativeId?.(),
    creativeURL: ad.getMediaUrl?.(),
    // 0 is also what an ad of no pod has, and -1 that of the last: then it is counted.
    podIndex: pod?.getPodIndex?.() || undefined,
    podPosition: pod?.getAdPosition?.(),
  };
}

/** What an ad plugin says by contrib-ads's common interface; an ad in the content's own element can also be seen there. */
function fromContribAds(player: HostPlayer): object {
  const { ad, pod, contentSrc } = player.ads ?? {};
  const src = player.currentSrc();
  const own = src !== contentSrc;
  return {
    id: ad?.id ?? (own ? withoutQuery(src) : ''),
    length: ad?.duration ?? (own ? player.duration() : ''),
    // Not a number where there is no index.
    podPosition: Number(ad?.index) + 1,
    podFriendlyName: pod?.id,
  };
}

/** All that can be told of the ad that is on screen now, and of its break; a callback that fails costs its own data only. */
export function adDetails<P>(player: P & HostPlayer, option: MediaTrackingOptions<P>['ads'], warn: Warn): AdDetails {
  const ima = player.ima?.getAdsManager?.()?.getCurrentAd?.();
  const found = ima ? fromIma(ima) : fromContribAds(player);
  const path = 'ads.describeAd';
  const told = attempt(path, typeof option === 'object' && option.describeAd, player, warn);
  const { customMetadata, ...info } = {
    id: 'unknown',
    length: 0,
    ...sift('', found, AD_PART, () => undefined),
    ...sift(path, told, AD_PART, warn),
  } as Params & AdDetails;
  return { info, customMetadata };
}
