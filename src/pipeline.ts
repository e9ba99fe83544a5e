import type Player from 'video.js/dist/types/player';
import { mediaCollection } from './api/media-collection';
import { createClock, random } from './browser/clock';
import { inFocus, onFocusChange } from './browser/focus';
import { webLock } from './browser/locks';
import { isHidden, onPageLife } from './browser/page';
import { localStore } from './browser/storage';
import { createTransport } from './browser/transport';
import { wait } from './browser/waits';
import type { Consent, Reading, SignalType, Warn } from './model';
import type { Settings } from './options';
import { DRY_RUN } from './options/public';
import { watchAds, type AdWatch } from './player/ads';
import { describe, describeLate, type DescribePorts, type Overrides } from './player/describe';
import type { HostPlayer } from './player/host';
import { read, type Said } from './player/probe';
import { createCircuit, hurry, type Circuit } from './queue/circuit';
import {
  answer,
  createDelivery,
  isIdle,
  leavePage,
  openSession,
  restorePage,
  setConsent,
  WITHDRAWN,
  type Delivery,
} from './queue/delivery';
import { PROVEN } from './queue/journal';
import type { QueueReport, Report } from './queue/ports';
import type { SessionQueue } from './queue/queue';
import { recover } from './queue/recovery';
import { retryDelayMs } from './queue/retry';
import { stamps } from './session/stamps';
import { createTracker, type Tracker } from './tracker';

// Of the page, not of a player: a backend that is down is down for all of them.
const send = createTransport();
const ports = { clock: createClock(), random, lock: webLock, own: new Map() };
const { clock } = ports;
const localStorage = localStore();
const circuits: Record<string, Circuit> = {};
/** Those that have something to do. */
const pipelines = new Set<Pipeline>();
let stopListening: () => void;

/** The stages, put together for one player: player → session → queue → api → transport. */
export class Pipeline implements DescribePorts<Player> {
  readonly delivery: Delivery;
  readonly tracker: Tracker;
  readonly ads: AdWatch;
  /** The latest session. */
  session: SessionQueue | undefined;
  /** Metadata of the next viewing only. */
  overrides: Overrides = {};
  /** What is over once the player is gone. */
  private readonly _stops = new Set<() => void>();
  private _stopped = false;

  /** @param settings those in force; nothing is tracked before `use()` has said that they are right */
  constructor(
    readonly player: Player & HostPlayer,
    public settings: Settings<Player>,
    private readonly _said: Said,
    readonly warn: Warn,
    report: Report,
  ) {
    let current: string | undefined;
    const told: Report = (type, detail) => {
      const { sessionId } = detail as Partial<QueueReport['sessionlost']>;
      if (type === 'sessionopened' && sessionId === this.session?.sessionId) current = sessionId;
      if (type === 'sessionlost' && sessionId === current) this.tracker.replaced();
      report(type, detail);
    };
    this.delivery = createDelivery(ports, told, () => this._rest());
    this.tracker = createTracker({
      clock,
      stamp: stamps(),
      warn,
      read: () => this._read(),
      describe: () => describe(this),
      outlet: (start) => (this.session = openSession(this.delivery, start)),
      mainPingMs: () => this.settings.mainPingInterval * 1000,
      adPingMs: () => this.settings.adPingInterval * 1000,
      hidden: isHidden,
      attached: () => this.ads.attach(),
    });
    this.ads = watchAds(this);
    if (!pipelines.size) stopListening = listen();
    pipelines.add(this);
    this._stops.add(
      onFocusChange(() => {
        this.signal('change');
      }),
    );
  }

  /** The settings are right: there is a backend to report to. */
  get inForce(): boolean {
    return !!this.delivery.backend;
  }

  /** In force from the next viewing on; what is under way goes on where it began. */
  use(settings: Settings<Player>): void {
    const { collectionUrl, contentType, storage, recovery } = settings;
    const stored = storage === 'local' && recovery !== 'off' && collectionUrl !== DRY_RUN;
    const store = stored ? localStorage : undefined;
    const circuit = (circuits[collectionUrl] ??= createCircuit(clock, random));
    circuit.proven ||= !!store?.get(PROVEN);
    this.settings = settings;
    this.delivery.backend = {
      wire: mediaCollection(collectionUrl),
      send: (request, timeoutMs) => send(request, timeoutMs, contentType),
      circuit,
      store,
    };
  }

  /** @param told whether other pages of the site know of it */
  setConsent(consent: Consent, told = false): void {
    setConsent(this.delivery, consent, told);
    if (this.inForce && !this._stopped) this.tracker.turn(consent !== 'out');
    this.recover();
  }

  /** Delivers what earlier pages have left behind. */
  recover(): void {
    const { settings, delivery } = this;
    if (!this.inForce || delivery.consent !== 'in' || this._stopped) return;
    recover(delivery, {
      recorded: settings.recovery === 'downloaded',
      maxAgeMs: settings.recoveryMaxAge * 1000,
      describe: (start) => describeLate(this, start),
    });
  }

  signal(type: SignalType): void {
    if (type === 'emptied' || type === 'playerreset') this._said.quality = {};
    this.tracker.signal(type, this._read());
    const error = type === 'error' && this.player.error();
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

  private _rest(): void {
    if (this._stopped && isIdle(this.delivery) && pipelines.delete(this) && !pipelines.size) stopListening();
  }

  /** Resolves when it is time to ask again after so many failures; rejects when the player is gone. */
  again(failures: number): Promise<void> {
    return wait(clock, retryDelayMs(failures, random()), this._stops);
  }

  private _read(): Reading {
    return read(this.player, clock.now(), this.warn, this.settings, this._said, inFocus());
  }
}

/** For all players of the page together: what one of them writes would be in the way of what another sends. */
function listen(): () => void {
  return onPageLife({
    left(last) {
      for (const { tracker } of pipelines) if (last && tracker.unprepared) tracker.prepare(true);
      leavePage(
        Array.from(pipelines, ({ delivery }) => delivery),
        last,
      );
      for (const { tracker } of pipelines)
        if (last) tracker.left();
        else tracker.prepare();
    },
    restored() {
      for (const pipeline of pipelines) {
        restorePage(pipeline.delivery);
        pipeline.tracker.restored();
        pipeline.recover();
      }
    },
    wake(online) {
      for (const circuit of Object.values(circuits)) hurry(circuit, online);
      for (const pipeline of pipelines) pipeline.recover();
    },
    stored(key) {
      for (const pipeline of pipelines) {
        const { delivery } = pipeline;
        answer(delivery, key);
        // A page that has none yet has asked nobody.
        if (key === WITHDRAWN && delivery.consent === 'in') pipeline.setConsent('out', true);
      }
    },
  });
}
