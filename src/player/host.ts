/** A source as handed to `player.src()`, with this plugin's own key. */
export interface HostSource {
  src?: string;
  type?: string;
  mediaTracking?: { media?: object; customMetadata?: object; chapters?: readonly unknown[] };
}

/** A cue; `value` on the track on which video.js's HLS engine describes each segment. */
export interface SegmentCue {
  readonly startTime: number;
  readonly endTime: number;
  readonly text?: string;
  readonly value?: { readonly programDateTime?: number; readonly dateTimeObject?: Date; readonly bandwidth?: number };
}

export interface HostTextTrack {
  readonly kind: string;
  readonly label: string;
  mode: string;
  readonly cues: ArrayLike<SegmentCue> | null;
}

/** `player.ads` of videojs-contrib-ads: a function until it is set up. `ad` and `pod` are its common interface, which ad plugins fill in. */
interface ContribAds {
  inAdBreak?(): boolean;
  isContentResuming?(): boolean;
  isWaitingForAdBreak?(): boolean;
  readonly contentSrc?: string;
  readonly ad?: { id?: unknown; duration?: unknown; index?: unknown };
  readonly pod?: { id?: unknown };
}

/** An ad of Google's IMA SDK. */
export interface ImaAd {
  getAdId?(): unknown;
  getDuration?(): unknown;
  getTitle?(): unknown;
  getAdvertiserName?(): unknown;
  getCreativeId?(): unknown;
  getMediaUrl?(): unknown;
  getAdPodInfo?(): { getPodIndex?(): unknown; getAdPosition?(): unknown } | null;
}

/** Google's manager of the ads of one request. */
export interface AdsManager {
  getCurrentAd?(): ImaAd | null;
  addEventListener(type: string, listener: () => void): void;
}

/** A page that has loaded Google's IMA SDK. Not declared globally: pages have types of their own for it. */
export interface ImaWindow {
  google?: { ima?: { AdEvent: { Type: { COMPLETE: string; SKIPPED: string } } } };
}

/** videojs-contrib-quality-levels, which the full build of video.js brings. */
interface HostQualityLevels {
  readonly [index: number]: { readonly bitrate?: number; readonly frameRate?: number } | undefined;
  readonly selectedIndex: number;
}

interface HostTech {
  el?(): { getStartDate?(): Date };
  vhs?: { playlists?: { media?(): { attributes?: { BANDWIDTH?: number; 'FRAME-RATE'?: number } } | undefined } };
}

/** The part of a video.js player that this plugin reads; its own types leave some of it out. */
export interface HostPlayer {
  currentTime(): number;
  /** NaN while unknown. */
  duration(): number;
  paused(): boolean;
  seeking(): boolean;
  ended(): boolean;
  loop(): boolean | undefined;
  playbackRate(): number | undefined;
  isAudio(): boolean | undefined;
  audioOnlyMode?(): boolean;
  currentSrc(): string;
  currentSource(): HostSource;
  currentSources(): HostSource[];
  getMedia?(): { title?: string };
  /** Never empty. */
  seekable(): { readonly length: number; end(index: number): number };
  textTracks(): ArrayLike<HostTextTrack>;
  error(): { code: number; message?: string } | null | undefined;
  hasClass(name: string): boolean;
  readonly ads?: ContribAds;
  /** videojs-ima: a function until it is set up. */
  readonly ima?: { getAdsManager?(): AdsManager | null };
  tech(safety: true): HostTech | undefined;
  qualityLevels?(): HostQualityLevels;
  getVideoPlaybackQuality?(): { droppedVideoFrames?: number } | undefined;
  isFullscreen(): boolean;
  isFullWindow?: boolean;
  isInPictureInPicture?(): boolean;
  muted(): boolean;
  volume(): number;
}
