import type { AdDetails, EventType, Extra, Params, Warn } from '../model';
import { shown, sift, TEXT, type Table } from '../options/check';
import type { AdBreakInfo, AdInfo, ChapterInfo, CustomMetadata, QoeValues } from '../options/public';
import { AD, AD_BREAK, chapterTable, cleanQuality } from '../options/values';
import { describeChapter } from '../session/chapters';
import type { MediaTrackingEvents } from '../status';
import { PluginBase } from './plugin-base';
import type { Said } from './probe';

const STATE: Table = [['name*', 'up to 64 letters, digits, _ and .', /^[a-zA-Z0-9_.]{1,64}$/]];

const ERROR: Table = [
  ['id*', TEXT],
  ['source', '"player" or "external"'],
];

/** Methods that are not named after their event. */
const METHODS: Record<string, string> = { error: 'reportError', bitrateChange: 'updateQoe' };

/** The method for an event, if there is one: `chapterStart` → `startChapter`. */
const methodOf = (type: unknown): string =>
  METHODS[type as string] ??
  String(type).replace(/^(\w)(\w+)([A-Z]\w+)$/, (_, first: string, thing: string, verb: string) => {
    return verb.toLowerCase() + first.toUpperCase() + thing;
  });

/** What the session's rules take of a break or an ad. */
const describeAd = ({ customMetadata, ...info }: Params & AdDetails): AdDetails => ({
  info,
  customMetadata,
  byHand: true,
});

/** The methods by which integrators tell what a player does not show. Wrong calls warn and are not sent. */
export abstract class ByHand extends PluginBase<MediaTrackingEvents> {
  protected abstract readonly _said: Said;
  protected abstract readonly _warn: Warn;

  /**
   * The screen goes to ads. The break is reported with its first ad; until it is complete the playhead stands
   * still and nothing of playback is reported. Before the content it begins the viewing.
   */
  startAdBreak(info: AdBreakInfo = {}): void {
    this._tell('adBreakStart', describeAd, info, AD_BREAK);
  }

  /** Ads are over. An ad that is still open is reported as skipped. */
  completeAdBreak(): void {
    this._tell('adBreakComplete', describeAd);
  }

  /**
   * An ad of the open break is on screen. One that is still open is reported as skipped.
   * @param customMetadata metadata of your own for this ad
   */
  startAd(info: AdInfo, customMetadata?: CustomMetadata): void {
    this._tell('adStart', describeAd, { customMetadata, ...info }, AD);
  }

  /** The ad was seen to its end. */
  completeAd(): void {
    this._tell('adComplete', describeAd);
  }

  /** The viewer skipped the ad, or it failed. */
  skipAd(): void {
    this._tell('adSkip', describeAd);
  }

  /**
   * Begins a chapter now; an open one is left as skipped. For players without a `chapters` track or list.
   * @param chapter as in the option `chapters`, and its `index` in the content, from 1
   */
  startChapter(chapter: ChapterInfo & { index: number }): void {
    const table: Table = [['index*', 'an integer from 1'], ...chapterTable(chapter)];
    this._tell('chapterStart', describeChapter, chapter, table);
  }

  /** The open chapter was watched to its end. */
  completeChapter(): void {
    this._tell('chapterComplete');
  }

  /** The open chapter was left before its end. */
  skipChapter(): void {
    this._tell('chapterSkip');
  }

  /**
   * A state of the player is on, until `endState` and in all sessions that begin meanwhile. At most ten
   * different ones, the standard ones included, are told in a session.
   * @param name up to 64 letters, digits, `_` and `.`
   */
  startState(name: string): void {
    if (sift('startState', { name }, STATE, this._warn).name) this._said.states.add(name);
    this._look();
  }

  /** A state that `startState` has begun is over. */
  endState(name: string): void {
    if (!this._said.states.delete(name)) this._warn(`endState: ${shown(name)} was not started`);
    this._look();
  }

  /**
   * Says how good the loaded item's playback is, over what is measured; until another item is loaded. Values
   * that are left out stay. Another `bitrate` sends `bitrateChange`.
   */
  updateQoe(values: QoeValues): void {
    this._said.quality = { ...this._said.quality, ...cleanQuality('updateQoe', values, this._warn) };
    this._look();
  }

  /**
   * Reports an error of your own.
   * @param id what it is, for your reports
   * @param source whether the player or something else failed; default `external`
   */
  reportError(id: string, source: 'player' | 'external' = 'external'): void {
    const describe = (): Extra => ({ qoe: { errorID: id, errorSource: source } });
    this._tell('error', describe, { id, source }, ERROR);
  }

  /**
   * Tells an event by its name in the API.
   * @param details what the method for it takes first: `chapterStart` is `startChapter(details)`, `error` is
   * `reportError(details)`, `bitrateChange` is `updateQoe(details)`; nothing for `play`, `pauseStart`, `bufferStart` and `ping`
   */
  trackEvent(type: Exclude<EventType, 'sessionComplete'>, details?: object | string): void {
    const name = methodOf(type);
    const method = (this as unknown as Record<string, unknown>)[name];
    if (name !== type && typeof method === 'function') method.call(this, details);
    else if (/^(play|pauseStart|bufferStart|ping)$/.test(type)) this._tell(type);
    else this._warn(`trackEvent: ${shown(type)} cannot be told`);
  }

  /** Tells an event, or what happens to an ad; false if there is nothing that it could be part of. */
  protected abstract _add(type: EventType, extra?: Extra | AdDetails): boolean;

  /** Something was said: the player is to be read anew. */
  protected abstract _look(): void;

  private _tell(
    type: EventType,
    describe?: (clean: never) => Extra | AdDetails,
    value: unknown = {},
    table: Table = [],
  ): void {
    const method = methodOf(type);
    const wrong: string[] = [];
    const clean = sift(method, value, table, this._warn, (problem) => wrong.push(problem));
    if (!wrong.length && !this._add(type, describe?.(clean as never)))
      wrong.push(`${method}: there is nothing that it could be part of`);
    for (const problem of wrong) this._warn(`${problem}; not sent`);
  }
}
