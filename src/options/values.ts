import type { Chapter, Params, Quality, Warn } from '../model';
import { isObject, PLAIN, shown, sift, type Table } from './check';

/** `media.*` (API section "Parameters"). */
const MEDIA: Table = [
  [
    'id name contentType playerName channel publisher sdkVersion libraryVersion streamFormat show season episode ' +
      'assetId genre firstAirDate firstDigitalDate rating originator network showType adLoad dayPart feed artist ' +
      'album label author station',
    PLAIN,
  ],
  ['streamType', '"video" or "audio"'],
  ['length', 'a finite number of seconds, 0 or more', (value) => Number.isFinite(value) && (value as number) >= 0],
  ['resume', 'a boolean'],
  ['pass', 'an object', [['mvpd auth', PLAIN]]],
];

const CUSTOM_KEY = /^(?!a\.|media\.)[a-zA-Z0-9_.]+$/;

/** `media.*` as the API's schema wants it; what cannot be sent is left out, and named in a warning. */
export const cleanMedia = (media: unknown, warn: Warn, path = 'media'): Params =>
  sift(media, MEDIA, `${path}.`, warn) as Params;

/** Custom metadata with string values; bad keys and values are left out, and named in a warning. */
export function cleanCustomMetadata(metadata: unknown, warn: Warn, path = 'customMetadata'): Record<string, string> {
  const keys = Object.keys(isObject(metadata) ? metadata : {}).filter((key) => CUSTOM_KEY.test(key));
  const table = keys.map((key) => [key, PLAIN] as const);
  const unknown = 'must have a key of letters, digits, _ and . that does not start with a. or media.';
  return sift(metadata, table, `${path}.`, warn, undefined, unknown) as Record<string, string>;
}

const isCount = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0;

const QUALITY: Table = [['bitrate droppedFrames framesPerSecond timeToStart', 'a finite number, 0 or more', isCount]];

/** Quality values as the API's schema wants them: integers; what cannot be sent is left out, and named in a warning. */
export function cleanQuality(values: unknown, warn: Warn, path: string): Quality {
  if (values != null && !isObject(values)) warn(`${path} must be an object, got ${shown(values)}; left out`);
  const kept = sift(values, QUALITY, `${path}.`, warn) as Record<string, number>;
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, Math.round(value)]));
}

const CHAPTER: Table = [
  ['start* end*', 'a finite number of seconds, 0 or more', isCount],
  ['title', PLAIN],
  ['customMetadata', 'an object'],
];

/** One chapter; undefined, with a warning, if it cannot be told. */
export function cleanChapter(chapter: unknown, warn: Warn, path: string): Chapter | undefined {
  const clean = sift(chapter, CHAPTER, `${path}.`, warn) as unknown as Chapter;
  const { start, end, customMetadata } = clean;
  if (!(end > start)) {
    warn(`${path} must start and end after that; left out`);
    return undefined;
  }
  const custom = cleanCustomMetadata(customMetadata, warn, `${path}.customMetadata`);
  return { ...clean, ...(customMetadata && { customMetadata: custom }) };
}

/** A list of chapters without those that cannot be told. */
export function cleanChapters(list: unknown, warn: Warn, path: string): Chapter[] {
  if (!Array.isArray(list)) warn(`${path} must be a list, got ${shown(list)}; left out`);
  const chapters = (Array.isArray(list) ? list : []).map((each, index) =>
    cleanChapter(each, warn, `${path}[${index}]`),
  );
  return chapters.filter((chapter) => chapter !== undefined);
}
