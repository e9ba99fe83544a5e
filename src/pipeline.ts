import type Player from 'video.js/dist/types/player';
import { mediaCollection } from './api/media-collection';
import { createClock, random } from './browser/clock';
import { inFocus, onFocusChange } from './browser/focus';
import { webLock } from './browser/locks';
import { isHidden, onPageLife } from './browser/page';
import { localStore } from './browser/storage';
import { createTransport } from './browser/transport';
import { wait } from './browser/waits';
import type { Consent, MediaEvent, Reading, SignalType, Warn } from './model';
import type { Settings } from './options';
import { watchAds, type AdWatch } from './player/ads';
import { describe, describeLate, type DescribePorts, type Overrides } from './player/describe';
import type { HostPlayer } from './player/host';
import { read, type Said } from './player/probe';
import { Circuit } from './queue/circuit';
import { Delivery, WITHDRAWN } from './queue/delivery';
import { PROVEN } from './queue/journal';
import type { Report } from './queue/ports';
import type { SessionQueue } from './queue/queue';
import { recover } from './queue/recovery';
import { retryDelayMs } from './queue/retry';
import { Stamps } from './session/stamps';
import type { Description } from './session/viewing';
import { Tracker } from './tracker';

// Of the page, not of a player: a backend that is down is down for all of them.
const ports = { clock: createClock(), random, send: createTransport(), lock: webLock, own: new Set<string>() };
const { clock } = ports;
const localStorage = localStore();
const circuits = new Map<string, Circuit>();

/** The stages, put together for one player: player → session → queue → api → transport. */
export class Pipeline {
  readonly delivery: Delivery;
  readonly tracker: Tracker;
  readonly ads: AdWatch;
  /** Those in force, while they are right. */
  settings: Settings<Player> | undefined;
  /** The latest session. */
  session: SessionQueue | undefined;
  /** Metadata of the next viewing only. */
  overrides: Overrides = {};
  private readonly _player: Player & HostPlayer;
  private readonly _stopListening: () => void;
  /** What is over once the player is gone. */
  private readonly _stops = new Set<() => void>();
  private _stopped = false;

  constructor(
    player: Player,
    private readonly _said: Said,
    private readonly _warn: Warn,
    report: Report,
  ) {
    this._player = player as Player & HostPlayer;
    this.delivery = new Delivery(ports, report, () => this._rest());
    this.tracker = new Tracker({
      clock,
      stamps: new Stamps(),
      warn: _warn,
      read: () => this._read(),
      describe: () => this._describe(),
      outlet: (start) => this._outlet(start),
      mainPingMs: () => this._required.mainPingInterval * 1000,
      hidden: isHidden,
      adPingMs: () => this._required.adPingInterval * 1000,
      attached: () => this.ads.attach(),
    });
    this.ads = watchAds({
      player: this._player,
      option: () => this.settings?.ads,
      say: (type, details) => this.tracker.ad(type, details),
      warn: _warn,
    });
    this._stopListening = this._listen();
    this._stops.add(
      onFocusChange(() => {
        this.signal('change');
      }),
    );
  }

  /** In force from the next viewing on; what is under way goes on where it began. */
  use(settings: Settings<Player>): void {
    const { collectionUrl, storage, recovery } = settings;
    const store = storage === 'local' && recovery !== 'off' ? localStorage : undefined;
    const circuit = circuits.get(collectionUrl) ?? new Circuit(clock, random);
    circuits.set(collectionUrl, circuit);
    circuit.proven ||= !!store?.get(PROVEN);
    this.settings = settings;
    this.delivery.backend = { wire: mediaCollection(collectionUrl), circuit, store };
  }

  /** @param told whether other pages of the site know of it */
  setConsent(consent: Consent, told = false): void {
    this.delivery.setConsent(consent, told);
    if (this.settings) this.tracker.turn(consent !== 'out');
    this.recover();
  }

  /** Delivers what earlier pages have left behind. */
  recover(): void {
    const { settings, delivery } = this;
    if (!settings || delivery.consent !== 'in' || this._stopped) return;
    recover(delivery, {
      recorded: settings.recovery === 'downloaded',
      maxAgeMs: settings.recoveryMaxAge * 1000,
      describe: (start) => describeLate(this._describing(settings), start),
    });
  }

  signal(type: SignalType): void {
    if (type === 'emptied' || type === 'playerreset') this._said.quality = {};
    this.tracker.signal(type, this._read());
    const error = type === 'error' && this._player.error();
    // Code 1 is nobody's fault: the browser was told to stop loading, as when a page is left.
    if (error && error.code !== 1)
      this.tracker.add('error', { qoe: { errorID: String(error.code), errorSource: 'player' } });
  }

  /** Ends the viewing; what waits is delivered all the same. */
  stop(): void {
    this.tracker.end();
    for (const stop of this._stops) stop();
    this._stopped = true;
    this._rest();
  }

  private get _required(): Settings<Player> {
    if (!this.settings) throw new Error('no settings');
    return this.settings;
  }

  private _rest(): void {
    if (this._stopped && this.delivery.idle) this._stopListening();
  }

  private _listen(): () => void {
    const { delivery, tracker } = this;
    return onPageLife({
      hidden() {
        delivery.leave(false);
        tracker.prepare();
      },
      left() {
        if (tracker.unprepared) tracker.prepare(true);
        delivery.leave(true);
        tracker.left();
      },
      restored: () => {
        delivery.restored();
        tracker.restored();
        this.recover();
      },
      wake: (online) => {
        delivery.backend?.circuit.hurry(online);
        this.recover();
      },
      stored: (key) => {
        delivery.answer(key);
        // A page that has none yet has asked nobody.
        if (key === WITHDRAWN && delivery.consent === 'in') this.setConsent('out', true);
      },
    });
  }

  private _read(): Reading {
    return read(this._player, clock.now(), this._warn, this.settings ?? {}, this._said, inFocus());
  }

  private _outlet(start: MediaEvent): SessionQueue {
    this.session = this.delivery.session(start);
    return this.session;
  }

  private _describing(settings: Settings<Player>): DescribePorts<Player> {
    return {
      settings,
      player: this._player,
      warn: this._warn,
      again: (failures) => wait(clock, retryDelayMs(failures, random()), this._stops),
    };
  }

  private _describe(): Description {
    return describe(this._describing(this._required), this.overrides);
  }
}
