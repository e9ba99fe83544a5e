import type Player from 'video.js/dist/types/player';
import { mediaCollection } from './api/media-collection';
import { createClock, random } from './browser/clock';
import { inFocus, onFocusChange } from './browser/focus';
import { webLock } from './browser/locks';
import { isHidden, onPageLife } from './browser/page';
import { localStore } from './browser/storage';
import { createTransport } from './browser/transport';
import { Waits } from './browser/waits';
import type { Consent, MediaEvent, Reading, SignalType, Warn } from './model';
import type { Settings } from './options';
import { DRY_RUN } from './options/public';
import { watchAds, type AdWatch } from './player/ads';
import type { Said } from './player/by-hand';
import { readChapters } from './player/chapters';
import { describe, describeLate, type DescribePorts, type Overrides } from './player/describe';
import type { HostPlayer } from './player/host';
import { read } from './player/probe';
import { readQuality } from './player/quality';
import { readStates } from './player/states';
import { Circuit } from './queue/circuit';
import { ASKED, Delivery, PROVEN, WITHDRAWN } from './queue/delivery';
import type { Backend, QueuePorts, Report, Store } from './queue/ports';
import { recover } from './queue/recovery';
import { retryDelayMs } from './queue/retry';
import type { SessionQueue } from './queue/session-queue';
import * as rules from './session/context';
import { Stamps } from './session/stamps';
import type { Description } from './session/viewing';
import { Tracker } from './tracker';

/** What is there only while the options are right. */
interface InForce {
  readonly settings: Settings<Player>;
  readonly backend: Backend;
}

// Of the page, not of a player: a backend that is down is down for all of them.
const clock = createClock();
const send = createTransport();
const store = localStore();
const circuits = new Map<string, Circuit>();
const own = new Set<string>();

function circuitOf(collectionUrl: string): Circuit {
  const circuit = circuits.get(collectionUrl) ?? new Circuit(clock, random);
  circuits.set(collectionUrl, circuit);
  return circuit;
}

/** The stages, put together for one player: player → session → queue → api → transport. */
export class Pipeline {
  readonly delivery: Delivery;
  readonly tracker: Tracker;
  readonly ads: AdWatch;
  /** The latest session. */
  session: SessionQueue | undefined;
  /** Metadata of the next viewing only. */
  overrides: Overrides = {};
  readonly said: Said = { states: new Set(), quality: {} };
  private readonly _player: Player & HostPlayer;
  private readonly _waits = new Waits(clock);
  private readonly _stopListening: () => void;
  private readonly _stopFocus: () => void;
  private _inForce: InForce | undefined;
  private _stopped = false;
  private _recovering = false;

  constructor(
    player: Player,
    private readonly _version: string,
    private readonly _warn: Warn,
    report: Report,
  ) {
    this._player = player as Player & HostPlayer;
    this.delivery = new Delivery(this._queuePorts, report, () => this._rest());
    this.tracker = new Tracker({
      clock,
      stamps: new Stamps(),
      warn: _warn,
      read: () => this._read(),
      describe: () => this._describe(),
      outlet: (start) => this._outlet(start),
      mainPingMs: () => this._required.settings.mainPingInterval * 1000,
      hidden: isHidden,
      adPingMs: () => this._required.settings.adPingInterval * 1000,
      attached: () => this.ads.attach(),
    });
    this.ads = watchAds({
      player: this._player,
      option: () => this.settings?.ads,
      say: (type, details) => this.tracker.ad(type, details),
      warn: _warn,
    });
    this._stopListening = this._listen();
    this._stopFocus = onFocusChange(() => {
      this.signal('change');
    });
  }

  get settings(): Settings<Player> | undefined {
    return this._inForce?.settings;
  }

  /** In force from the next viewing on; what is under way goes on where it began. */
  use(settings: Settings<Player>): void {
    const { collectionUrl } = settings;
    const circuit = circuitOf(collectionUrl);
    circuit.proven ||= !!this._store(settings)?.get(PROVEN);
    this._inForce = { settings, backend: { wire: mediaCollection(collectionUrl), circuit } };
  }

  /** @param told whether other pages of the site know of it */
  setConsent(consent: Consent, told = false): void {
    this.delivery.setConsent(consent, told);
    if (this._inForce) this.tracker.turn(consent !== 'out');
    this.recover();
  }

  /** Delivers what earlier pages have left behind. */
  recover(): void {
    const { _inForce, delivery } = this;
    if (!_inForce || delivery.consent !== 'in' || this._recovering || this._stopped) return;
    const { settings, backend } = _inForce;
    this._recovering = true;
    const describing = this._describing(settings);
    const done = recover({
      ...this._queuePorts(settings),
      delivery,
      backend,
      recorded: settings.recovery === 'downloaded',
      maxAgeMs: settings.recoveryMaxAge * 1000,
      describe: (start) => describeLate(describing, start),
    });
    void done.finally(() => {
      this._recovering = false;
    });
  }

  signal(type: SignalType): void {
    if (type === 'emptied' || type === 'playerreset') this.said.quality = {};
    this.tracker.signal(type, this._read());
    const error = type === 'error' && this._player.error();
    // Code 1 is nobody's fault: the browser was told to stop loading, as when a page is left.
    if (error && error.code !== 1)
      this.tracker.add('error', { qoe: { errorID: String(error.code), errorSource: 'player' } });
  }

  /** Ends the viewing; what waits is delivered all the same. */
  stop(): void {
    this.tracker.end();
    this._stopFocus();
    this._waits.stop();
    this._stopped = true;
    this._rest();
  }

  private get _required(): InForce {
    if (!this._inForce) throw new Error('no settings');
    return this._inForce;
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
        this._inForce?.backend.circuit.hurry(online);
        this.recover();
      },
      stored: (key, value) => {
        if (key === ASKED && value) delivery.answer(value);
        // A page that has none yet has asked nobody.
        if (key === WITHDRAWN && delivery.consent === 'in') this.setConsent('out', true);
      },
    });
  }

  private _store(settings: Settings<Player>): Store | undefined {
    const kept = settings.storage === 'local' && settings.recovery !== 'off' && settings.collectionUrl !== DRY_RUN;
    return kept ? store : undefined;
  }

  private readonly _queuePorts = (settings = this.settings): QueuePorts => ({
    clock,
    random,
    send,
    rules,
    store: settings && this._store(settings),
    lock: webLock,
    own,
  });

  private _read(): Reading {
    const { playhead, chapters = false, states = false, qoe = false } = this.settings ?? {};
    const { _player: player, _warn: warn } = this;
    return {
      ...read(player, clock.now(), warn, playhead && (() => playhead(player))),
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

  private _describing(settings: Settings<Player>): DescribePorts<Player> {
    return {
      settings,
      player: this._player,
      version: this._version,
      warn: this._warn,
      again: (failures) => this._waits.wait(retryDelayMs(failures, random())),
    };
  }

  private _describe(): Description {
    return describe(this._describing(this._required.settings), this.overrides);
  }
}
