import type { Consent } from '../model';

/** As `collectionUrl`: everything happens but that anything leaves the browser or is stored. */
export const DRY_RUN = 'dry-run:';

/** A value, or a function that is asked for it (with the player) and may answer with a promise. */
export type Provided<T, P> = T | ((player: P) => T | Promise<T>);

/** `analytics.*` of the API: where Adobe Analytics reports to. */
export interface AnalyticsOptions {
  /** `analytics.trackingServer`: the Analytics tracking server, such as `company.sc.omtrdc.net`. */
  trackingServer: string;
  /** `analytics.reportSuite`: the report suite's id. */
  reportSuite: string;
  /** `analytics.enableSSL`: whether Analytics is called over TLS. */
  enableSSL?: boolean;
  /** `analytics.visitorId`: a visitor id of your own. */
  visitorId?: string;
  /** `analytics.aid`: the legacy Analytics visitor id. */
  aid?: string;
  /** `analytics.optOutServerSideForwarding`: keep the data from Audience Manager. */
  optOutServerSideForwarding?: boolean;
  /** `analytics.optOutShare`: keep the data from federated analytics. */
  optOutShare?: boolean;
}

/** `visitor.*` of the API: who is watching. */
export interface VisitorInfo {
  /** `visitor.marketingCloudOrgId`: the Experience Cloud organization, such as `0123@AdobeOrg`. */
  marketingCloudOrgId: string;
  /** `visitor.marketingCloudUserId`: the ECID. Optional for the API, needed in practice for visitors to be counted. */
  marketingCloudUserId?: string;
  /** `visitor.aamLocationHint`: Audience Manager's region, an integer. */
  aamLocationHint?: number;
  /** `visitor.customerIDs`: your own ids of the visitor, by the name of each kind of id. */
  customerIDs?: Record<
    string,
    {
      /** What you know the visitor by. */
      id: string;
      /** 0 unknown, 1 authenticated, 2 logged out. */
      authState: 0 | 1 | 2;
    }
  >;
}

/** `media.*` of the API: what is being watched. All of it has defaults or is optional. */
export interface MediaInfo {
  /** `media.id`: unique id of the content. Default: the source's URL without query, the first one's of a list of sources. */
  id?: string;
  /** `media.name`: a readable name. Default: `player.getMedia().title`, if set. */
  name?: string;
  /** `media.length` in seconds. Default: the content's duration; 86400 for live. */
  length?: number;
  /** `media.contentType`: `vod`, `live`, `linear`, `ugc`, `dvod`, `song`, `podcast`, `audiobook`, `radio` or your own. Default `vod` or `live`. */
  contentType?: string;
  /** `media.streamType`. Default: `audio` for audio-only players and sources, else `video`. */
  streamType?: 'video' | 'audio';
  /** `media.playerName`. Default `video.js`. */
  playerName?: string;
  /** `media.channel`. Default: the page's host name. */
  channel?: string;
  /** `media.publisher`. */
  publisher?: string;
  /** `media.resume`: the viewer goes on where an earlier viewing stopped. */
  resume?: boolean;
  /** `media.sdkVersion`. Default: this plugin's version. */
  sdkVersion?: string;
  /** `media.libraryVersion`. */
  libraryVersion?: string;
  /** `media.streamFormat`. */
  streamFormat?: string;
  /** `media.show`. */
  show?: string;
  /** `media.season`. */
  season?: string;
  /** `media.episode`. */
  episode?: string;
  /** `media.assetId`. */
  assetId?: string;
  /** `media.genre`. */
  genre?: string;
  /** `media.firstAirDate`. */
  firstAirDate?: string;
  /** `media.firstDigitalDate`. */
  firstDigitalDate?: string;
  /** `media.rating`. */
  rating?: string;
  /** `media.originator`. */
  originator?: string;
  /** `media.network`. */
  network?: string;
  /** `media.showType`: `"0"` full episode, `"1"` preview, `"2"` clip, `"3"` other. */
  showType?: string;
  /** `media.adLoad`. */
  adLoad?: string;
  /** Adobe Pass, of viewers who are known to their television provider. */
  pass?: {
    /** `media.pass.mvpd`: the provider. */
    mvpd?: string;
    /** `media.pass.auth`: whether the viewer was authorized. */
    auth?: string;
  };
  /** `media.dayPart`. */
  dayPart?: string;
  /** `media.feed`. */
  feed?: string;
  /** `media.artist` (audio). */
  artist?: string;
  /** `media.album` (audio). */
  album?: string;
  /** `media.label` (audio). */
  label?: string;
  /** `media.author` (audio). */
  author?: string;
  /** `media.station` (audio). */
  station?: string;
}

/** Metadata of your own: keys of letters, digits, `_` and `.`, not starting with `a.` or `media.`; values become strings. */
export type CustomMetadata = Record<string, string | number | boolean | null | undefined>;

/** `media.ad.*` of `adBreakStart`. */
export interface AdBreakInfo {
  /** `media.ad.podIndex`: which break of the viewing it is, from 0. Default: counted. */
  podIndex?: number;
  /** `media.ad.podSecond`: where in the content it lies, in seconds. Default: the playhead. */
  podSecond?: number;
  /** `media.ad.podFriendlyName`. */
  podFriendlyName?: string;
}

/** `media.ad.*` of `adStart`. */
export interface AdInfo {
  /** `media.ad.id`. */
  id: string;
  /** `media.ad.length` in seconds. */
  length: number;
  /** `media.ad.podPosition`: which ad of its break it is, from 1. Default: counted. */
  podPosition?: number;
  /** `media.ad.playerName`: what plays the ad. Default `video.js`. */
  playerName?: string;
  /** `media.ad.name`: a readable name. */
  name?: string;
  /** `media.ad.advertiser`. */
  advertiser?: string;
  /** `media.ad.campaignId`. */
  campaignId?: string;
  /** `media.ad.creativeId`. */
  creativeId?: string;
  /** `media.ad.siteId`. */
  siteId?: string;
  /** `media.ad.creativeURL`. */
  creativeURL?: string;
  /** `media.ad.placementId`. */
  placementId?: string;
}

/** What an integrator knows better of the ad that plays, and of its break; all of it optional. */
export type AdDescription = AdBreakInfo &
  Partial<AdInfo> & {
    /** Metadata of your own, of this ad. */
    customMetadata?: CustomMetadata;
  };

/** One chapter. */
export interface ChapterInfo {
  /** `media.chapter.offset`: where it starts, in seconds of the media element. */
  start: number;
  /** Where it ends, in seconds of the media element; `media.chapter.length` is what lies between. */
  end: number;
  /** `media.chapter.friendlyName`. */
  title?: string;
  /** Metadata of your own, of this chapter. */
  customMetadata?: CustomMetadata;
}

/** `media.qoe.*` of the API: how good playback is. Numbers, rounded to integers; what is left out is what the player itself knows. */
export interface QoeValues {
  /** `media.qoe.bitrate`: bits per second of what is on screen. */
  bitrate?: number | undefined;
  /** `media.qoe.droppedFrames`: frames dropped so far. */
  droppedFrames?: number | undefined;
  /** `media.qoe.framesPerSecond`. */
  framesPerSecond?: number | undefined;
  /** `media.qoe.timeToStart`: ms from the intent to play to the first frame. */
  timeToStart?: number | undefined;
}

/** A player state that is detected: the API's standard ones. */
export type StandardState = 'fullScreen' | 'mute' | 'closedCaptioning' | 'pictureInPicture' | 'inFocus';

/** Options of `player.mediaTracking()`. Names are the API's own: a dot becomes nesting. */
export interface MediaTrackingOptions<P = unknown> {
  /**
   * Origin of your collection server, such as `https://company.hb-api.omtrdc.net`; a path prefix is kept. `/api/v1/…` is added.
   * `dry-run:` for no server at all: everything happens as with one, but nothing leaves the browser and nothing is stored.
   */
  collectionUrl: string;
  /** Where Adobe Analytics reports to. */
  analytics: AnalyticsOptions;
  /** Who watches, or a function that tells. A promise holds the Sessions request back, never the player. */
  visitor: Provided<VisitorInfo, P>;
  /** `appInstallationId` of the API. */
  appInstallationId?: string;
  /** What is watched, asked once per viewing; missing keys have defaults. Keys on the source object (`mediaTracking.media`) win. */
  media?: Provided<MediaInfo, P>;
  /** Metadata of your own, asked once per viewing. Keys on the source object (`mediaTracking.customMetadata`) win. */
  customMetadata?: Provided<CustomMetadata, P>;
  /** Seconds between pings in content, 10 to 50. Default 10. */
  mainPingInterval?: number;
  /** Seconds between pings in ads, 1 to 10. Default 1. */
  adPingInterval?: number;
  /** Consent to collect until `setConsent` says otherwise. Default `'in'`. */
  defaultConsent?: Consent;
  /** Automatic tracking of ads of plugins built on videojs-contrib-ads. Default true. */
  ads?:
    | boolean
    | {
        /** Asked as each ad starts for what you know better. */
        describeAd: (player: P) => AdDescription;
      };
  /**
   * Automatic tracking of chapters, or a list of them. Default true: the `chapters` text track. A list on the
   * source object (`mediaTracking.chapters`) wins.
   */
  chapters?: boolean | readonly ChapterInfo[];
  /** Automatic tracking of player states, or the names of those wanted. Default true. */
  states?: boolean | readonly StandardState[];
  /**
   * Automatic quality of experience, or a function that returns values which win over the player's own. It is
   * asked at every event of the player, some four times a second. Default true.
   */
  qoe?: boolean | ((player: P) => QoeValues);
  /** The playhead in seconds, instead of the content position (live: second of the UTC day). */
  playhead?: (player: P) => number;
  /** Where undelivered events wait: `localStorage`, which outlives the page, or memory. Default `'local'`. */
  storage?: 'local' | 'memory';
  /**
   * What requests say that their JSON is. `'text/plain'` spares browsers the question before a request to another
   * origin (the CORS preflight), for backends and proxies that accept it; Adobe documents `'application/json'`. Default that.
   */
  contentType?: 'application/json' | 'text/plain';
  /**
   * What becomes of viewings that an earlier page has left unfinished: `sessions` delivers them as they would
   * have been, `downloaded` sends those that were never opened to `/api/v1/downloaded` as one batch each, `off`
   * stores nothing. Default `'sessions'`.
   */
  recovery?: 'sessions' | 'downloaded' | 'off';
  /** Seconds after which an unfinished viewing is given up, up to a day. Default 86400. */
  recoveryMaxAge?: number;
  /** Logs through `player.log`, and makes wrong options throw; never changes what is sent. Default false. */
  debug?: boolean;
}
