import type Player from 'video.js/dist/types/player';
import { mediaCollection } from './api/media-collection';
import { createClock } from './browser/clock';
import { onWorthRetrying } from './browser/page';
import { post } from './browser/transport';
import type { Consent, MediaEvent, Reading, SignalType } from './model';
import { resolveOptions, type Settings } from './options';
import type { MediaTrackingOptions } from './options/public';
import { describe, type Overrides } from './player/describe';
import type { HostPlayer } from './player/host';
import { SIGNALS } from './player/listeners';
import { PluginBase } from './player/plugin-base';
import { read } from './player/probe';
import { Problems } from './player/problems';
import { Circuit } from './queue/circuit';
import { Delivery, type Counts } from './queue/delivery';
import { retryDelayMs } from './queue/retry';
import type { Backend, QueueReport, Report } from './queue/ports';
import type { SessionQueue } from './queue/session-queue';
import { Stamps } from './session/stamps';
import { Tracker } from './tracker';

/** A plain snapshot of what the plugin is doing. */
export interface Status extends Counts {
  /** Undefined while the options are wrong and nobody has said. */
  consent: Consent | undefined;
  /** The latest session: `opening` until the backend has named it, then `open`; `none` before the first and after its last event is through. */
  session: { id: string | undefined; state: 'none' | 'opening' | 'open' };
  /** What went wrong so far, each told once in the log too. */
  problems: string[];
}

/** What listeners on the instance are told, by event name: `tracking.on(name, (event, detail) => …)`. */
export interface MediaTrackingEvents extends QueueReport {
  /** The options are wrong and nothing is tracked: one sentence for each problem. */
  invalid: { problems: string[] };
}

/** What is there only while the options are right. */
interface Live {
  readonly settings: Settings<Player>;
  readonly backend: Backend;
}

type Resolved = ReturnType<typeof resolveOptions<Player>>;

/** With `debug: true` wrong options are an exception: the integrator is looking. */
function refuse({ settings, problems }: Resolved): void {
  if (settings.debug && problems.length) throw new TypeError(`mediaTracking: ${problems.join('; ')}`);
}

/**
 * The plugin: `player.mediaTracking(options)`. Composes the stages, and is what integrators call.
 * A video.js advanced plugin: `on/one/off` for its events, `dispose()`, `version()`.
 */
export class MediaTracking extends PluginBase<MediaTrackingEvents> {
  static VERSION = '__VERSION__';

  private _options: Partial<MediaTrackingOptions<Player>>;
  private _live: Live | undefined;
  private _session: SessionQueue | undefined;
  private _overrides: Overrides = {};
  private _disposed = false;
  private readonly _host: Player & HostPlayer;
  private readonly _clock = createClock();
  private readonly _delivery: Delivery;
  private readonly _tracker: Tracker;
  private readonly _cleanups = new Set<() => void>();
  private readonly _problems = new Problems((message) => {
    this.log.warn(message);
  });

  /**
   * @param options see MediaTrackingOptions; wrong ones throw a TypeError with `debug: true`, else they
   * are logged once and the plugin does nothing until `updateOptions` mends them
   */
  constructor(player: Player, options: MediaTrackingOptions<Player>) {
    const resolved = resolveOptions<Player>(options);
    // Before there is anything to undo.
    refuse(resolved);
    super(player);
    this._host = player as Player & HostPlayer;
    this._options = { ...options };
    this._delivery = new Delivery(post, this._report);
    this._tracker = new Tracker({
      clock: this._clock,
      stamps: new Stamps(),
      warn: this._problems.tell,
      read: () => this._read(),
      describe: () => this._describe(),
      outlet: (start) => this._outlet(start),
      mainPingMs: () => this._settings.mainPingInterval * 1000,
    });
    this._apply(resolved);
  }

  /** Consent, session, counts and problems as they are now. */
  get status(): Status {
    const session = this._session;
    const id = session?.sessionId;
    return {
      consent: this._delivery.consent,
      session: { id, state: !session || session.ended ? 'none' : id ? 'open' : 'opening' },
      problems: this._problems.list,
      ...this._delivery.counts,
    };
  }

  /**
   * Begins a viewing now, ending an open one; for boundaries that the player does not show, such as the
   * programs of a live channel.
   * @param overrides metadata of this viewing that wins over all other
   */
  startSession(overrides: Overrides = {}): void {
    this._overrides = overrides;
    if (this._live) this._tracker.start();
    this._overrides = {};
  }

  /** Ends the viewing now, as if the viewer had left; the next intent to play begins another. */
  endSession(): void {
    if (this._live) this._tracker.end();
  }

  /**
   * Reports an error of your own.
   * @param id what it is, for your reports
   * @param source whether the player or something else failed; default `external`
   */
  reportError(id: string, source: 'player' | 'external' = 'external'): void {
    if (typeof id !== 'string' || !id) this._problems.tell('reportError: id must be a non-empty string');
    else if (!this._tracker.add('error', { qoe: { errorID: id, errorSource: source } }))
      this._problems.tell('reportError: there is no viewing to report on');
  }

  /** Gives or withdraws consent: `out` stops at once and forgets what waits, `in` goes on from here in a new session. */
  setConsent(consent: 'in' | 'out'): void {
    if (!['in', 'out'].includes(consent)) {
      this._problems.tell("setConsent: must be 'in' or 'out'");
      return;
    }
    this._delivery.setConsent(consent);
    if (this._live) this._tracker.turn(consent === 'in');
  }

  /** Changes options, from the next viewing on; a second `player.mediaTracking(options)` cannot. Wrong ones change nothing. */
  updateOptions(options: Partial<MediaTrackingOptions<Player>>): void {
    const merged = { ...this._options, ...options };
    const resolved = resolveOptions<Player>(merged);
    refuse(resolved);
    if (!resolved.problems.length) this._options = merged;
    this._apply(resolved);
  }

  /** Tries at once what waits for a retry; resolves when all that waits now is delivered or dropped. */
  flush(): Promise<void> {
    return this._delivery.flush();
  }

  /** Ends the viewing and stops listening; what still waits is delivered all the same. */
  override dispose(): void {
    if (this._disposed) return;
    this.endSession();
    this._disposed = true;
    for (const cleanup of this._cleanups) cleanup();
    super.dispose();
  }

  private get _settings(): Settings<Player> {
    if (!this._live) throw new Error('mediaTracking: inert');
    return this._live.settings;
  }

  private _apply({ settings, problems, warnings }: Resolved): void {
    for (const warning of warnings) this._problems.tell(warning);
    if (problems.length) {
      this._invalid(problems);
      return;
    }
    const before = this._live;
    const sameBackend = before?.settings.collectionUrl === settings.collectionUrl;
    this._live = { settings, backend: sameBackend ? before.backend : this._connect(settings.collectionUrl) };
    if (!before) this._listen(settings.defaultConsent);
  }

  private _connect(collectionUrl: string): Backend {
    return { wire: mediaCollection(collectionUrl), circuit: new Circuit(this._clock, Math.random) };
  }

  private _invalid(problems: string[]): void {
    const message = problems.join('; ');
    this._problems.tell(message, () => {
      this.log.error(`${message}. ${this._live ? 'Options stay as they were.' : 'Nothing is tracked.'}`);
    });
    // Nobody can listen before the constructor has returned.
    queueMicrotask(() => {
      this._trigger('invalid', { problems });
    });
  }

  private _listen(defaultConsent: Consent): void {
    if (this._delivery.consent === undefined) this._delivery.setConsent(defaultConsent);
    this.on(this.player, SIGNALS, (event) => {
      this._signal(event.type as SignalType);
    });
    this._cleanups.add(
      onWorthRetrying(() => {
        this._delivery.hurry();
      }),
    );
    if (this._delivery.consent === 'out') this._tracker.turn(false);
    else this._tracker.attach();
  }

  private _signal(type: SignalType): void {
    this._tracker.signal(type, this._read());
    const error = type === 'error' && this._host.error();
    if (error) this._tracker.add('error', { qoe: { errorID: String(error.code), errorSource: 'player' } });
  }

  private _read(): Reading {
    const own = this._live?.settings.playhead;
    return read(this._host, this._clock.now(), own && (() => this._ownPlayhead(own)));
  }

  private _ownPlayhead(own: (player: Player) => number): unknown {
    try {
      return own(this._host);
    } catch (error) {
      this._problems.tell(`playhead failed: ${String(error)}`);
      return undefined;
    }
  }

  private _outlet(start: MediaEvent): SessionQueue {
    if (!this._live) throw new Error('mediaTracking: inert');
    this._session = this._delivery.session(start, this._live.backend);
    return this._session;
  }

  private _describe(): ReturnType<typeof describe> {
    return describe(
      {
        settings: this._settings,
        player: this._host,
        version: MediaTracking.VERSION,
        warn: this._problems.tell,
        again: (failures) => this._wait(retryDelayMs(failures, Math.random())),
      },
      this._overrides,
    );
  }

  /** Rejects if the plugin is disposed of meanwhile. */
  private _wait(delayMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this._clock.timer(delayMs, () => {
        this._cleanups.delete(stop);
        resolve();
      });
      const stop = (): void => {
        cancel();
        reject(new Error('disposed'));
      };
      this._cleanups.add(stop);
    });
  }

  private readonly _report: Report = (type, detail) => {
    if (type === 'eventretry')
      this._problems.tell('the collection server did not take a request; it is sent again until it does');
    if ('reason' in detail && detail.status)
      this._problems.tell(`the collection server refused ${detail.event.type} (${detail.status}) ${detail.message ?? ''}`);
    this._trigger(type, { ...detail });
  };

  private _trigger(type: keyof MediaTrackingEvents, detail: object): void {
    if (this._disposed) return;
    if (this._live?.settings.debug) this.log(type, detail);
    this.trigger(type, detail);
  }
}
