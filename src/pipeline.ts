import type Player from 'video.js/dist/types/player';
import { mediaCollection } from './api/media-collection';
import { createClock, random } from './browser/clock';
import { onWorthRetrying } from './browser/page';
import { post } from './browser/transport';
import { inFocus, onFocusChange } from './browser/focus';
import { Waits } from './browser/waits';
import type { MediaEvent, Reading, SignalType, Warn } from './model';
import type { Settings } from './options';
import type { Said } from './player/by-hand';
import { readChapters } from './player/chapters';
import { describe, type Overrides } from './player/describe';
import type { HostPlayer } from './player/host';
import { read } from './player/probe';
import { readQuality } from './player/quality';
import { readStates } from './player/states';
import { Circuit } from './queue/circuit';
import { Delivery } from './queue/delivery';
import type { Backend, Report } from './queue/ports';
import { retryDelayMs } from './queue/retry';
import type { SessionQueue } from './queue/session-queue';
import { Stamps } from './session/stamps';
import { Tracker } from './tracker';

/** What is there only while the options are right. */
interface InForce {
  readonly settings: Settings<Player>;
  readonly backend: Backend;
}

/** The stages, put together for one player: player → session → queue → api → transport. */
export class Pipeline {
  readonly delivery: Delivery;
  readonly tracker: Tracker;
  /** The latest session. */
  session: SessionQueue | undefined;
  /** Metadata of the next viewing only. */
  overrides: Overrides = {};
  readonly said: Said = { states: new Set(), quality: {} };
  private readonly _player: Player & HostPlayer;
  private readonly _clock = createClock();
  private readonly _waits = new Waits(this._clock);
  private readonly _stopWatching: () => void;
  private readonly _stopFocus: () => void;
  private _inForce: InForce | undefined;

  constructor(
    player: Player,
    private readonly _version: string,
    private readonly _warn: Warn,
    report: Report,
  ) {
    this._player = player as Player & HostPlayer;
    this.delivery = new Delivery(post, report);
    this.tracker = new Tracker({
      clock: this._clock,
      stamps: new Stamps(),
      warn: _warn,
      read: () => this._read(),
      describe: () => this._describe(),
      outlet: (start) => this._outlet(start),
      mainPingMs: () => this._required.settings.mainPingInterval * 1000,
    });
    this._stopWatching = onWorthRetrying(() => {
      this.delivery.hurry();
    });
    this._stopFocus = onFocusChange(() => {
      this.signal('change');
    });
  }

  get settings(): Settings<Player> | undefined {
    return this._inForce?.settings;
  }

  /** In force from the next viewing on; what is under way goes on where it began. */
  use(settings: Settings<Player>): void {
    const before = this._inForce;
    const same = before?.settings.collectionUrl === settings.collectionUrl;
    this._inForce = { settings, backend: same ? before.backend : this._connect(settings.collectionUrl) };
  }

  signal(type: SignalType): void {
    if (type === 'emptied' || type === 'playerreset') this.said.quality = {};
    this.tracker.signal(type, this._read());
    const error = type === 'error' && this._player.error();
    if (error) this.tracker.add('error', { qoe: { errorID: String(error.code), errorSource: 'player' } });
  }

  /** Ends the viewing; what waits is delivered all the same. */
  stop(): void {
    this.tracker.end();
    this._stopWatching();
    this._stopFocus();
    this._waits.stop();
  }

  private get _required(): InForce {
    if (!this._inForce) throw new Error('no settings');
    return this._inForce;
  }

  private _connect(collectionUrl: string): Backend {
    return { wire: mediaCollection(collectionUrl), circuit: new Circuit(this._clock, random) };
  }

  private _read(): Reading {
    const { playhead, chapters = false, states = false, qoe = false } = this.settings ?? {};
    const { _player: player, _warn: warn } = this;
    return {
      ...read(player, this._clock.now(), warn, playhead && (() => playhead(player))),
      chapters: readChapters(player, chapters, warn),
      states: [...readStates(player, states, inFocus(), warn), ...this.said.states],
      timed: !!qoe,
      quality: {
        ...(qoe && readQuality(player, warn, qoe === true ? undefined : () => qoe(player))),
        ...this.said.quality,
      },
    };
  }

  private _outlet(start: MediaEvent): SessionQueue {
    this.session = this.delivery.session(start, this._required.backend);
    return this.session;
  }

  private _describe(): ReturnType<typeof describe> {
    return describe(
      {
        settings: this._required.settings,
        player: this._player,
        version: this._version,
        warn: this._warn,
        again: (failures) => this._waits.wait(retryDelayMs(failures, random())),
      },
      this.overrides,
    );
  }
}
