import type { Params, Warn } from '../model';
import { bool, isAbsent, isObject, optional, seconds, shown, text, whole, type Check } from './check';

/** String parameters of `media.*` (API section "Parameters"). */
const MEDIA_TEXTS = (
  'id name contentType streamType playerName channel publisher sdkVersion libraryVersion streamFormat show season ' +
  'episode assetId genre firstAirDate firstDigitalDate rating originator network showType adLoad dayPart feed artist ' +
  'album label author station'
).split(' ');

const CUSTOM_KEY = /^(?!a\.|media\.)[a-zA-Z0-9_.]+$/;

const plain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) && !Number.isNaN(value);

function kept(path: string, value: unknown, check: Check, warn: Warn): value is string | number | boolean {
  const expected = check(value);
  if (expected) warn(`${path} must be ${expected}, got ${shown(value)}; left out`);
  return !expected;
}

/** `media.*` as the API's schema wants it; what cannot be sent is left out, and named in a warning. */
export function cleanMedia(media: unknown, warn: Warn, path = 'media'): Record<string, string | number | boolean | Params> {
  const clean: Record<string, string | number | boolean | Params> = {};
  for (const [key, value] of Object.entries(isObject(media) ? media : {})) {
    const name = `${path}.${key}`;
    // A CMS field that nobody filled in is no mistake.
    if (isAbsent(value)) continue;
    if (MEDIA_TEXTS.includes(key)) {
      const asText = plain(value) ? String(value) : value;
      if (kept(name, asText, text, warn)) clean[key] = asText;
    } else if (key === 'length') {
      if (kept(name, value, seconds, warn)) clean[key] = value;
    } else if (key === 'resume') {
      if (kept(name, value, bool, warn)) clean[key] = value;
    } else if (key === 'pass' && isObject(value)) {
      clean[key] = cleanPass(value, warn, name);
    } else {
      warn(`${name} is not a parameter of the Media Collection API; left out`);
    }
  }
  return clean;
}

function cleanPass({ mvpd, auth }: Record<string, unknown>, warn: Warn, path: string): Params {
  const pass: Record<string, string> = {};
  for (const [key, value] of Object.entries({ mvpd, auth }))
    if (!isAbsent(value) && kept(`${path}.${key}`, value, text, warn)) pass[key] = String(value);
  return pass;
}

/** Custom metadata with string values; bad keys and values are left out, and named in a warning. */
export function cleanCustomMetadata(metadata: unknown, warn: Warn, path = 'customMetadata'): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [key, value] of Object.entries(isObject(metadata) ? metadata : {})) {
    if (isAbsent(value)) continue;
    if (!CUSTOM_KEY.test(key))
      warn(`${path}.${key} must have a key of letters, digits, _ and . that does not start with a. or media.; left out`);
    else if (!plain(value)) warn(`${path}.${key} must be a string, number or boolean, got ${shown(value)}; left out`);
    else clean[key] = String(value);
  }
  return clean;
}

/** What the API requires and allows in `visitor.*`. */
export const VISITOR_CHECKS: Readonly<Record<string, Check>> = {
  marketingCloudOrgId: text,
  marketingCloudUserId: optional(text),
  aamLocationHint: optional(whole),
  customerIDs: optional((value) => !isCustomerIds(value) && 'an object of { id: string, authState: 0, 1 or 2 }'),
};

function isCustomerIds(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).every(
      (each) => isObject(each) && !text(each.id) && [0, 1, 2].includes(each.authState as number),
    )
  );
}
