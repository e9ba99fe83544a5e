import type Player from 'video.js/dist/types/player';
import type { AdDetails, AdSignal, Consent, EventType, Extra, SignalType } from './model';
import { resolveOptions } from './options';
import { isObject, shown, sift } from './options/check';
import type { MediaTrackingOptions } from './options/public';
import { createPipeline, type Pipeline } from './pipeline';
import { AD_EVENTS } from './player/ads';
import type { Overrides } from './player/describe';
import type { HostPlayer } from './player/host';
import { SIGNALS } from './player/listeners';
import { ByHand } from './player/by-hand';
import { isAway, type Said } from './player/probe';
import { countsOf, flush } from './queue/delivery';
import type { Report } from './queue/ports';
import type { MediaTrackingEvents, Status } from './status';
import { VERSION } from './version';

/** More different problems than this are not kept: a callback could put anything into its message. */
const MAX_PROBLEMS = 100;

type Resolved = ReturnType<typeof resolveOptions<Player>>;

/**
 * The plugin: `player.mediaTracking(options)`, and what integrators call on it. A video.js advanced
 * plugin: `on/one/off` for its events, `dispose()`, `version()`.
 */
export class MediaTracking extends ByHand {
  /** The plugin's version. */
  static VERSION = VERSION;

  private _options: Partial<MediaTrackingOptions<Player>>;
  private _disposed = false;
  protected readonly _said: Said = { states: new Set(), quality: {} };
  private readonly _problems = new Set<string>();
  private readonly _pipeline: Pipeline;

  /**
   * @param options see MediaTrackingOptions; wrong ones throw a TypeError with `debug: true`, else they
   * are logged once and the plugin does nothing until `updateOptions` mends them
   */
  constructor(player: Player, options: MediaTrackingOptions<Player>) {
    // Before there is anything to undo.
    const resolved = resolveOptions<Player>(options);
    super(player);
    this._options = { ...options };
    this._pipeline = createPipeline(
      player as Player & HostPlayer,
      resolved.settings,
      this._said,
      this._warn,
      this._report,
    );
    this._apply(resolved);
  }

  /** Consent, session, counts and problems as they are now. */
  get status(): Status {
    const { delivery, session } = this._pipeline;
    const id = session?.sessionId;
    return {
      consent: delivery.consent,
      session: { id, state: !session || session.ended ? 'none' : id ? 'open' : 'opening' },
      problems: [...this._problems],
      ...countsOf(delivery),
    };
  }

  /**
   * Begins a viewing now, ending an open one; for boundaries that the player does not show, such as the
   * programs of a live channel. Before the player has a source, with the first that it gets.
   * @param overrides metadata of this viewing that wins over all other
   */
  startSession(overrides: Overrides = {}): void {
    if (!isObject(overrides)) this._warn(`startSession: overrides must be an object, got ${shown(overrides)}`);
    else if (this._active) {
      this._pipeline.overrides = overrides;
      this._pipeline.tracker.start();
      // What is on screen when it is given may be something else.
      if (this._pipeline.delivery.consent === 'out') this._pipeline.overrides = {};
    }
  }

  /** Ends the viewing now, as if the viewer had left; the next intent to play begins another. */
  endSession(): void {
    if (this._active) this._pipeline.tracker.end();
  }

  /**
   * Gives or withdraws consent: `out` stops at once and forgets what waits. `in` after `pending` sends what has
   * happened since; after `out` it goes on from here in a new session. After `dispose()` it still holds for what waits.
   */
  setConsent(consent: 'in' | 'out'): void {
    const given = sift('setConsent', { consent }, [['consent*', '"in" or "out"']], this._warn).consent;
    if (given) this._pipeline.setConsent(given as Consent);
  }

  /**
   * Changes options: `ads`, `chapters`, `states`, `qoe`, `playhead` and `debug` at once, the others from the next viewing on, but
   * not `defaultConsent`; a second `player.mediaTracking(options)` cannot. Wrong ones change nothing.
   */
  updateOptions(options: Partial<MediaTrackingOptions<Player>>): void {
    if (this._disposed) return;
    const merged = { ...this._options, ...options };
    const resolved = resolveOptions<Player>(merged);
    // What mends wrong options may come in several calls.
    if (!resolved.problems.length || !this._active) this._options = merged;
    this._apply(resolved);
  }

  /** Tries at once what waits for a retry; resolves when all that waits now is delivered or dropped. */
  flush(): Promise<void> {
    return flush(this._pipeline.delivery);
  }

  /** Ends the viewing and stops listening; what still waits is delivered all the same. */
  override dispose(): void {
    if (this._disposed) return;
    this._pipeline.stop();
    this._disposed = true;
    super.dispose();
  }

  protected _add(type: EventType, extra?: Extra | AdDetails): boolean {
    const { tracker } = this._pipeline;
    return this._active && (type.startsWith('ad') ? tracker.ad(type as AdSignal, extra) : tracker.add(type, extra));
  }

  protected _look(): void {
    if (this._active) this._pipeline.signal('change');
  }

  /** What went wrong is logged once, each thing, and kept for `status`. */
  protected readonly _warn = (message: string, log: (message: string) => void = this.log.warn): void => {
    if (this._problems.has(message) || this._problems.size >= MAX_PROBLEMS) return;
    this._problems.add(message);
    log(message);
  };

  /** The options are right, and the player lives. */
  private get _active(): boolean {
    return !!this._pipeline.delivery.backend && !this._disposed;
  }

  private _apply({ settings, problems, warnings }: Resolved): void {
    for (const warning of warnings) this._warn(warning);
    if (problems.length) {
      this._invalid(problems);
      return;
    }
    const first = !this._active;
    this._pipeline.use(settings);
    if (first) this._listen(settings.defaultConsent);
  }

  private _invalid(problems: string[]): void {
    const message = problems.join('; ');
    this._warn(message, () => {
      this.log.error(`${message}. ${this._active ? 'Options stay as they were.' : 'Nothing is tracked.'}`);
    });
    // Nobody can listen before the constructor has returned.
    queueMicrotask(() => {
      this._trigger('invalid', { problems });
    });
  }

  private _listen(defaultConsent: Consent): void {
    const { delivery, player, tracker } = this._pipeline;
    // Said by nobody yet: that takes nothing back.
    delivery.consent ??= defaultConsent;
    this._pipeline.recover();
    const listen = (): void => {
      this.off(this.player, SIGNALS, this._heard);
      this.on(this.player, SIGNALS, this._heard);
    };
    listen();
    // contrib-ads gives events of ads other names, but only for those who listen after it did.
    this.on(this.player, 'pluginsetup:ads', listen);
    this.on(this.player, AD_EVENTS, ({ type }) => this._pipeline.heardAds(type));
    // An error while ads are waited for has another name, too, and one on the way back from them. One of an ad is none of the content.
    this.on(this.player, ['contenterror', 'aderror'], ({ type }) => {
      if (player.error() && (type === 'contenterror' || !isAway(player))) this._pipeline.signal('error');
    });
    // The same source loaded again, or content that is restored after an ad in its own element.
    this.on(this.player, 'contentloadstart', () => {
      if (!isAway(player)) this._pipeline.signal('loadstart');
    });
    if (delivery.consent === 'out') tracker.turn(false);
    else tracker.attach();
  }

  private readonly _heard = ({ type }: { type: string }): void => this._pipeline.signal(type as SignalType);

  private readonly _report: Report = (type, detail) => {
    if (type === 'eventretry') this._warn('the collection server did not take a request; it is sent again');
    if ('reason' in detail && detail.status)
      this._warn(`the collection server refused ${detail.event.type} (${detail.status}) ${detail.message ?? ''}`);
    this._trigger(type, detail);
  };

  private _trigger(type: keyof MediaTrackingEvents, detail: object): void {
    if (this._disposed) return;
    if (this._pipeline.settings.debug) this.log(type, detail);
    // video.js adds to what it is given.
    this.trigger(type, { ...detail });
  }
}
