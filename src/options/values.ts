import type { Chapter, Params, Quality, Warn } from '../model';
import { isObject, PLAIN, sift, type Table } from './check';

/** Zero or more, of whatever unit. */
export const isLength = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0;

/** `media.*` (API section "Parameters"). */
const MEDIA: Table = [
  [
    'id name contentType playerName channel publisher sdkVersion libraryVersion streamFormat show season episode ' +
      'assetId genre firstAirDate firstDigitalDate rating originator network showType adLoad dayPart feed artist ' +
      'album label author station',
    PLAIN,
  ],
  ['streamType', '"video" or "audio"'],
  ['length', 'a finite number of seconds, 0 or more', isLength],
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

const isPositive = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0;
const NUMBER = 'a finite number, 0 or more';

const QUALITY: Table = [['bitrate droppedFrames framesPerSecond timeToStart', NUMBER, isPositive]];

const CHAPTER: Table = [
  ['start* end*', NUMBER, isPositive],
  ['title', PLAIN],
  ['customMetadata', 'an object'],
];

/** An object by its table; `path` names it. */
const cleanObject = (value: unknown, table: Table, path: string, warn: Warn): object | undefined =>
  sift({ [path]: value }, [[path, 'an object', table]], '', warn)[path] as object | undefined;

/** Quality values as the API's schema wants them: integers; what cannot be sent is left out, and named in a warning. */
export function cleanQuality(values: unknown, warn: Warn, path: string): Quality {
  const kept = { ...cleanObject(values, QUALITY, path, warn) } as Record<string, number>;
  for (const [key, value] of Object.entries(kept)) kept[key] = Math.round(value);
  return kept;
}

/**
 * A chapter; undefined, with a warning, if it cannot be told.
 * @param more rows of what it must have beside
 */
export function cleanChapter(
  chapter: unknown,
  warn: Warn,
  path: string,
  more: Table = [],
): (Chapter & { index?: number }) | undefined {
  const { customMetadata, ...rest } = { ...cleanObject(chapter, [...CHAPTER, ...more], path, warn) } as Chapter;
  if (!(rest.end > rest.start)) {
    warn(`${path} must have a start and a later end; left out`);
    return undefined;
  }
  const custom = customMetadata && cleanCustomMetadata(customMetadata, warn, `${path}.customMetadata`);
  return { ...rest, ...(custom && { customMetadata: custom }) };
}
