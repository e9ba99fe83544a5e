import type { Params, Warn } from '../model';
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
