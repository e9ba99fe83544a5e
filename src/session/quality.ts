import type { EventType, Quality } from '../model';

/** Quality of experience as events carry it: with the first event after a change, and always with an error. */
export interface QualityState {
  _quality: Quality;
  /** As the session knows it. */
  _toldQuality: Quality;
  /** Of the first frame, then of the last `bitrateChange`. */
  _toldBitrate?: number | undefined;
  /** When the viewer wanted to play, later by the ad breaks since; Infinity before that, NaN when the first frame was seen. */
  _wantedAt: number;
}

/** What an event carries. */
export function qualityFor({ _quality, _toldQuality }: QualityState, type: EventType): Quality | undefined {
  // Nothing was on screen yet; and a ping is only a ping (API section "Event types").
  if (type === 'sessionStart' || type === 'ping') return undefined;
  return /^(error|bitrateChange)$/.test(type) || JSON.stringify(_quality) !== JSON.stringify(_toldQuality)
    ? _quality
    : undefined;
}

/** Before an event is told: the first frame of content, if its beginning was seen, makes the time to start known. */
export function timeStart(v: QualityState, type: EventType, at: number): void {
  const first = type === 'play' && !isNaN(v._wantedAt);
  if (first && at >= v._wantedAt) v._quality = { timeToStart: Math.round(at - v._wantedAt), ...v._quality };
  if (first) v._wantedAt = NaN;
  if (first || type === 'bitrateChange') v._toldBitrate = v._quality.bitrate;
}
