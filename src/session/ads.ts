import type { AdDetails, AdSignal, Context, EventType, MediaEvent, Params } from '../model';
import type { Playback } from './playback';

type Extra = Partial<Pick<MediaEvent, 'params' | 'customMetadata'>>;

/** An ad that was on screen until so shortly before its length was over was seen to its end, in ms. */
const NEARLY_MS = 1000;

const adParams = (ad: Params): Extra => ({ params: { media: { ad } } });

/**
 * Ad breaks and the ads in them, in the order the API wants (its section "Event types"): a break is told with
 * its first ad, so that one without any leaves no trace and nothing comes between the two.
 */
export class AdBreaks {
  /** The break that is on, as long as it had no ad. */
  private _empty: { readonly at: number; readonly playhead: number; readonly info: Params } | undefined;
  private _pods = 0;
  private _ads = 0;
  /** An ad whose end nobody tells was seen if it lasts until here, ms since the epoch; an error ends a break in its middle. */
  private _seenAt = 0;

  constructor(
    private readonly _context: () => Context,
    private readonly _playback: Playback,
    private readonly _emit: (type: EventType, at: number, playhead: number, extra?: Extra) => void,
  ) {}

  /** The screen belongs to ads. */
  get open(): boolean {
    return !!(this._empty ?? this._context().adBreak);
  }

  /**
   * @param playhead where the content stands, in seconds
   * @returns false if there is nothing that this could begin or end
   */
  handle(type: AdSignal, at: number, playhead: number, details: AdDetails): boolean {
    const { ad, adBreak } = this._context();
    const { info = {}, byHand, hidden } = details;
    const endsAd = type === 'adComplete' || type === 'adSkip';
    if (endsAd ? !ad : type !== 'adBreakStart' && !this.open) return false;
    if (!this.open) this._playback.leave(at, playhead, hidden);
    if (ad) this._tell(endsAd ? type : !byHand && at >= this._seenAt ? 'adComplete' : 'adSkip', at);
    if (type === 'adStart') this._start(at, details);
    else if (!endsAd) {
      if (adBreak) this._tell('adBreakComplete', at);
      if (type === 'adBreakComplete') this._playback.comeBack(at, !!adBreak);
      this._empty = type === 'adBreakStart' ? { at, playhead: Math.round(playhead * 1000) / 1000, info } : undefined;
      this._ads = 0;
    }
    return true;
  }

  private _tell(type: EventType, at: number, extra?: Extra): void {
    this._emit(type, at, this._playback.position(at), extra);
  }

  private _start(at: number, { info, customMetadata }: AdDetails): void {
    const { _empty: empty } = this;
    // prettier-ignore
    const {
      podIndex = this._pods, podSecond = empty?.playhead, podFriendlyName,
      podPosition, playerName = 'video.js', ...ad
    } = { ...empty?.info, ...info };
    if (empty) {
      this._tell('adBreakStart', empty.at, adParams({ podIndex, podSecond, podFriendlyName }));
      this._pods = (podIndex as number) + 1;
      this._empty = undefined;
    }
    this._seenAt = at + (ad.length as number) * 1000 - NEARLY_MS;
    this._ads = (podPosition as number) || this._ads + 1;
    this._tell('adStart', at, {
      ...adParams({ podPosition: this._ads, playerName, ...ad }),
      ...(customMetadata && { customMetadata }),
    });
  }
}
