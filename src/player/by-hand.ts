import type { EventType, Extra, Quality, Warn } from '../model';
import { shown } from '../options/check';
import type { ChapterInfo, QoeValues } from '../options/public';
import { cleanChapter, cleanQuality } from '../options/values';
import { describeChapter } from '../session/chapters';
import { PluginBase } from './plugin-base';

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
  warn: Warn;
  /** Tells an event; false if there is no viewing, or none of what it would end. */
  add(type: EventType, extra?: Extra): boolean;
  /** Something was said: the player is to be read anew. */
  look(): void;
}

const STATE_NAME = /^[a-zA-Z0-9_.]{1,64}$/;

/** Playback's own, which have no method. */
const BARE: readonly string[] = ['play', 'pauseStart', 'bufferStart', 'ping', 'bitrateChange'];

/** The methods by which integrators tell what a player does not show. Wrong calls warn and are not sent. */
export abstract class ByHand<Events> extends PluginBase<Events> {
  protected abstract readonly _hand: ByHandPorts;

  /**
   * Begins a chapter now; an open one is left as skipped. For players without a `chapters` track or list.
   * @param chapter as in the option `chapters`, and its `index` in the content, from 1
   */
  startChapter(chapter: ChapterInfo & { index: number }): void {
    const { warn } = this._hand;
    const clean = cleanChapter(chapter, warn, 'startChapter');
    if (!clean) return;
    const { index } = chapter;
    if (!(Number.isInteger(index) && index > 0))
      warn(`startChapter.index must be an integer from 1, got ${shown(index)}`);
    else if (!this._hand.add('chapterStart', describeChapter({ ...clean, index })))
      warn('startChapter: there is no viewing to tell it of');
  }

  /** The open chapter was watched to its end. */
  completeChapter(): void {
    this._endChapter('chapterComplete', 'completeChapter');
  }

  /** The open chapter was left before its end. */
  skipChapter(): void {
    this._endChapter('chapterSkip', 'skipChapter');
  }

  /**
   * A state of the player is on, until `endState` and in all sessions that begin meanwhile. At most ten
   * different ones, the standard ones included, are told in a session.
   * @param name up to 64 letters, digits, `_` and `.`
   */
  startState(name: string): void {
    if (typeof name !== 'string' || !STATE_NAME.test(name)) {
      this._hand.warn(`startState: name must be up to 64 letters, digits, _ and ., got ${shown(name)}`);
      return;
    }
    this._hand.said.states.add(name);
    this._hand.look();
  }

  /** A state that `startState` has begun is over. */
  endState(name: string): void {
    if (!this._hand.said.states.delete(name)) this._hand.warn(`endState: ${shown(name)} was not started`);
    this._hand.look();
  }

  /**
   * Says how good the loaded item's playback is, over what is measured; until another item is loaded. Values
   * that are left out stay. Another `bitrate` sends `bitrateChange`.
   */
  updateQoe(values: QoeValues): void {
    this._say(values, 'updateQoe');
    this._hand.look();
  }

  /**
   * Tells an event by its name in the API. `details` is what the method for it takes: `chapterStart` is
   * `startChapter(details)`. `play`, `pauseStart`, `bufferStart` and `ping` have none; `bitrateChange` takes QoE values,
   * `error` an object of `id` and `source`.
   */
  trackEvent(type: Exclude<EventType, 'sessionComplete'>, details?: object | string): void {
    const [, thing = '', verb = ''] = /^(\w+)(Start|Complete|Skip|End)$/.exec(type) ?? [];
    const name = verb.toLowerCase() + thing.charAt(0).toUpperCase() + thing.slice(1);
    const method = (this as unknown as Record<string, unknown>)[type === 'error' ? 'reportError' : name];
    if (typeof method === 'function') {
      const { id, source } = (details ?? {}) as { id?: unknown; source?: unknown };
      method.apply(this, type === 'error' ? [id, source] : [details]);
    } else if (!BARE.includes(type)) this._hand.warn(`trackEvent: ${shown(type)} is no event that can be told`);
    else {
      if (type === 'bitrateChange') this._say(details, 'trackEvent');
      if (!this._hand.add(type)) this._hand.warn('trackEvent: there is no viewing to tell it of');
    }
  }

  private _endChapter(type: EventType, method: string): void {
    if (!this._hand.add(type)) this._hand.warn(`${method}: no chapter is open`);
  }

  private _say(values: unknown, path: string): void {
    const { said, warn } = this._hand;
    said.quality = { ...said.quality, ...cleanQuality(values, warn, path) };
  }
}
