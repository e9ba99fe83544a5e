import videojs from 'video.js';
import type Player from 'video.js/dist/types/player';
import type { MediaTrackingOptions as Options } from './options/public';
import { MediaTracking } from './plugin';

videojs.registerPlugin('mediaTracking', MediaTracking);

declare module 'video.js/dist/types/player' {
  export default interface Player {
    /**
     * Reports every viewing to Adobe's Media Collection API. A second call returns the same instance: it ignores options, and
     * needs none.
     */
    mediaTracking(options?: MediaTrackingOptions): MediaTracking;
  }
}

// The player's type of @types/video.js, which are those of video.js 7.
declare module 'video.js' {
  interface VideoJsPlayer {
    /**
     * Reports every viewing to Adobe's Media Collection API. A second call returns the same instance: it ignores options, and
     * needs none.
     */
    mediaTracking(options?: MediaTrackingOptions): MediaTracking;
  }
}

/**
 * Options of `player.mediaTracking()`. Names are the API's own: a dot becomes nesting. Functions get the player.
 * @interface
 */
export type MediaTrackingOptions = Options<Player>;
export type {
  AdBreakInfo,
  AdDescription,
  AdInfo,
  AnalyticsOptions,
  ChapterInfo,
  CustomMetadata,
  MediaInfo,
  Provided,
  QoeValues,
  StandardState,
  VisitorInfo,
} from './options/public';
export type { Consent, EventType, MediaEvent, Params, ParamValue } from './model';
export type { Overrides } from './player/describe';
export type { AttemptDetail, DropReason, EventDetail, SessionDetail } from './queue/ports';
export type { MediaTrackingEvents, Status } from './status';
export { MediaTracking };
