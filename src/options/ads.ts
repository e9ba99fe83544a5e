import type { AdDetails, Params, Warn } from '../model';
import { PLAIN, sift, type Table } from './check';
import { cleanCustomMetadata, isLength } from './values';

const SECONDS = 'a finite number of seconds, 0 or more';

/** `media.ad.*` of `adBreakStart` (API section "Parameters"). */
const POD: Table = [
  ['podFriendlyName', PLAIN],
  ['podSecond', SECONDS, isLength],
  ['podIndex podPosition', 'an integer, 0 or more', (value) => isLength(value) && Number.isInteger(value)],
];

/** `media.ad.*` of `adStart`; `required` is `*` where id and length must be there. */
const ad = (required: string): Table => [
  [`id${required} name playerName advertiser campaignId creativeId siteId creativeURL placementId`, PLAIN],
  [`length${required}`, SECONDS, isLength],
  ['customMetadata', 'an object'],
];

/**
 * What is said of a break or an ad, as the API's schema wants it; what cannot be sent is left out, and named in a warning.
 * @param path who says so
 * @param kind a whole ad has an id and a length; of a part anything may be missing
 * @param wrong is told what is not as expected
 */
export function readAd(
  path: string,
  value: unknown,
  kind: 'break' | 'whole ad' | 'part',
  warn: Warn,
  wrong?: Warn,
): Required<Pick<AdDetails, 'info' | 'customMetadata'>> {
  const table = [...POD, ...(kind === 'break' ? [] : ad(kind === 'part' ? '' : '*'))];
  const read = sift({ [path]: value }, [[path, 'an object', table]], '', warn, wrong)[path];
  const { customMetadata, ...info } = { ...(read as Params) };
  return { info, customMetadata: cleanCustomMetadata(customMetadata, warn, `${path}.customMetadata`) };
}
