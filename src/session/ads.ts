import type { AdDetails, AdSignal, EventType, Extra, Moment, Params } from '../model';
import { leaveContent, onScreenAt } from './playback';
import { emit } from './session';
import { toTheMs } from './stamps';
import type { Viewing } from './viewing';

/** An ad that was on screen until so shortly before its length was over was seen to its end, in ms. */
const NEARLY_MS = 1000;

/**
 * Ad breaks and the ads in them, in the order the API wants (its section "Event types"): a break is told with
 * its first ad, so that one without any leaves no trace and nothing comes between the two.
 */
export interface AdsState {
  /** The screen belongs to ads. */
  _inBreak?: boolean;
  /** The break that was on last, as long as it had no ad. */
  _empty?: { readonly info: Params | undefined } | undefined;
  /** When a break began last, or ended, ms since the epoch; after one that was told, when content was last seen not to be back. */
  _breakAt: number;
  /** How many breaks were told, and ads of this one. */
  _pods: number;
  _ads: number;
  /** An ad whose end nobody tells was seen if it lasts until here, ms since the epoch; an error ends a break in its middle. */
  _seenAt: number;
}

/**
 * A break or an ad begins or ends.
 * @returns false if there is nothing that this could begin or end
 */
export function handleAd(v: Viewing, type: AdSignal, moment: Moment, details: AdDetails): boolean {
  const { ad, adBreak } = v._context;
  const { at } = moment;
  const { info, byHand, hidden } = details;
  const endsAd = type === 'adComplete' || type === 'adSkip';
  if (endsAd ? !ad : type !== 'adBreakStart' && !v._inBreak) return false;
  if (!v._inBreak) leaveContent(v, moment, hidden);
  if (ad) tell(v, endsAd ? type : !byHand && at >= v._seenAt ? 'adComplete' : 'adSkip', at);
  if (type === 'adStart') startAd(v, at, details);
  else if (!endsAd) {
    if (adBreak) tell(v, 'adBreakComplete', at);
    // Also in the middle of a break somebody may want to play.
    if (v._inBreak) v._wantedAt += Math.max(0, at - Math.max(v._breakAt, v._wantedAt));
    v._inBreak = type === 'adBreakStart';
    v._breakAt = at;
    v._empty = { info };
    v._ads = 0;
    // Content is awaited from here.
    v._movedAt = at;
  }
  return true;
}

function tell(v: Viewing, type: EventType, at: number, ad?: Params, extra?: Extra): void {
  emit(v, type, onScreenAt(v, at), { ...extra, params: ad && { media: { ad } } });
}

function startAd(v: Viewing, at: number, { info, customMetadata }: AdDetails): void {
  const { _empty: empty } = v;
  // prettier-ignore
  const {
    podIndex = v._pods, podSecond = toTheMs(v._playhead), podFriendlyName,
    podPosition, playerName = 'video.js', ...ad
  } = { ...empty?.info, ...info };
  if (empty) {
    // Where ads were told, content is told to be back when it is; else it never left.
    v._state = undefined;
    tell(v, 'adBreakStart', v._breakAt, { podIndex, podSecond, podFriendlyName });
    v._pods = (podIndex as number) + 1;
    v._empty = undefined;
  }
  v._seenAt = at + (ad.length as number) * 1000 - NEARLY_MS;
  v._ads = (podPosition as number) || v._ads + 1;
  tell(v, 'adStart', at, { podPosition: v._ads, playerName, ...ad }, { customMetadata });
}
