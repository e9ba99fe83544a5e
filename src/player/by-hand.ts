import type { EventType, Extra, Quality, Warn } from '../model';
import { shown, type Table } from '../options/check';
import type { ChapterInfo, QoeValues } from '../options/public';
import { cleanChapter, cleanQuality } from '../options/values';
import { describeChapter } from '../session/chapters';
import { ManualAds } from './manual-ads';

/** What the integrator has said of the player, over what can be read from it. */
export interface Said {
  /** Names of the states that are on. */
  readonly states: Set<string>;
  /** Of the loaded item. */
  quality: Quality;
}

/** What telling by hand needs of the plugin. */
export interface ByHandPorts {
  readonly said: Said;
  readonly warn: Warn;
  /** Tells an event; false if there is no viewing, or none of what it would end. */
  add(type: EventType, extra?: Extra): boolean;
  /** Something was said: the player is to be read anew. */
  readonly look: () => void;
}

const INDEX: Table = [['index*', 'an integer from 1', (value) => Number.isInteger(value) && (value as number) > 0]];

const STATE_NAME = /^[a-zA-Z0-9_.]{1,64}$/;

/** Methods that are not named after their event. */
const METHODS: Record<string, string> = { error: 'reportError', bitrateChange: 'updateQoe' };

/** The method for an event, if there is one: `chapterStart` → `startChapter`. */
const methodOf = (type: unknown): string =>
  METHODS[type as string] ??
  String(type).replace(/^(\w)(\w+)([A-Z]\w+)$/, (_, first: string, thing: string, verb: string) => {
    return verb.toLowerCase() + first.toUpperCase() + thing;
  });

/** The methods by which integrators tell what a player does not show. Wrong calls warn and are not sent. */
export abstract class ByHand extends ManualAds {
  protected abstract readonly _hand: ByHandPorts;

  /**
   * Begins a chapter now; an open one is left as skipped. For players without a `chapters` track or list.
   * @param chapter as in the option `chapters`, and its `index` in the content, from 1
   */
  startChapter(chapter: ChapterInfo & { index: number }): void {
    const clean = cleanChapter(chapter, this._hand.warn, 'startChapter', INDEX);
    const index = clean?.index;
    if (index) this._tell('chapterStart', describeChapter({ ...clean, index }));
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
    const { warn, said, look } = this._hand;
    if (typeof name === 'string' && STATE_NAME.test(name)) said.states.add(name);
    else warn(`startState: name must be up to 64 letters, digits, _ and ., got ${shown(name)}`);
    look();
  }

  /** A state that `startState` has begun is over. */
  endState(name: string): void {
    const { warn, said, look } = this._hand;
    if (!said.states.delete(name)) warn(`endState: ${shown(name)} was not started`);
    look();
  }

  /**
   * Says how good the loaded item's playback is, over what is measured; until another item is loaded. Values
   * that are left out stay. Another `bitrate` sends `bitrateChange`.
   */
  updateQoe(values: QoeValues): void {
    const { warn, said, look } = this._hand;
    said.quality = { ...said.quality, ...cleanQuality(values, warn, 'updateQoe') };
    look();
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
    else this._hand.warn(`trackEvent: ${shown(type)} cannot be told`);
  }

  private _tell(type: EventType, extra?: Extra): void {
    if (!this._hand.add(type, extra)) this._hand.warn(`${type}: there is nothing to tell it of`);
  }
}
