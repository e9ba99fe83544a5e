import type { Quality, Warn } from '../model';
import { AMOUNT, PLAIN, sift, type Table } from './check';

const SECONDS = 'a number of seconds from 0';

/** Metadata of the integrator's own, as strings. */
export const CUSTOM: Table = [[/^(?!a\.|media\.)[a-zA-Z0-9_.]+$/, PLAIN]];

/** `media.*` (API section "Parameters"). */
export const MEDIA: Table = [
  [
    'id name contentType playerName channel publisher sdkVersion libraryVersion streamFormat show season episode ' +
      'assetId genre firstAirDate firstDigitalDate rating originator network showType adLoad dayPart feed artist ' +
      'album label author station',
    PLAIN,
  ],
  ['streamType', '"video" or "audio"'],
  ['length', SECONDS],
  ['resume', 'a boolean'],
  ['pass', 'an object', [['mvpd auth', PLAIN]]],
];

/** What is said of one item only: on its source object, or as its viewing begins. */
export const OWN: Table = [
  ['media', 'an object', MEDIA],
  ['customMetadata', 'an object', CUSTOM],
  ['chapters', 'a list'],
];

/** `media.ad.*` of `adBreakStart` (API section "Parameters"). */
export const AD_BREAK: Table = [
  ['podFriendlyName', PLAIN],
  ['podSecond', SECONDS],
  ['podIndex podPosition', 'an integer from 0'],
];

/** `media.ad.*` of an ad and of its break, as far as they are known. */
export const AD_PART: Table = [
  ...AD_BREAK,
  ['id name playerName advertiser campaignId creativeId siteId creativeURL placementId', PLAIN],
  ['length', SECONDS],
  ['customMetadata', 'an object', CUSTOM],
];

/** `media.ad.*` of `adStart`. */
export const AD: Table = [['id*', PLAIN], ['length*', SECONDS], ...AD_PART];

/** A chapter's keys; it does not end before its start. */
export const chapterTable = (chapter: unknown): Table => [
  ['start*', AMOUNT],
  ['end*', `a number from ${Number((chapter as { start?: unknown } | undefined)?.start) || 0}`],
  ['title', PLAIN],
  ['customMetadata', 'an object', CUSTOM],
];

const QUALITY: Table = [['bitrate droppedFrames framesPerSecond timeToStart', AMOUNT]];

/** Quality values as the API's schema wants them: integers; what cannot be sent is left out, and named in a warning. */
export function cleanQuality(path: string, values: unknown, warn: Warn): Quality {
  const kept = sift(path, values, QUALITY, warn) as Record<string, number>;
  for (const [key, value] of Object.entries(kept)) kept[key] = Math.round(value);
  return kept;
}
