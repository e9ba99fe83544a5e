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
import { watchAds } from './player/ads';
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
  type Delivery,
} from './queue/delivery';
import { PREFIX, PROVEN } from './queue/journal';
import type { Backend, QueueReport, Report } from './queue/ports';
import type { Queue, SessionQueue } from './queue/queue';
import { recover } from './queue/recovery';
import { retryDelayMs } from './queue/retry';
import { stamps } from './session/stamps';
import { createTracker, type Tracker } from './tracker';

// Of the page, not of a player: a backend that is down is down for all of them.
const send = createTransport();
// More than one copy of the plugin may be on the page.
const shared = globalThis as unknown as Record<symbol, Map<string, Queue | undefined> | undefined>;
const own = (shared[Symbol.for(PREFIX)] ??= new Map());
const ports = { clock: createClock(), random, lock: webLock, own };
const { clock } = ports;
const localStorage = localStore();
const WITHDRAWN = `${PREFIX}out`;
const circuits: Record<string, Circuit> = {};
/** Those that have something to do. */
const pipelines = new Set<Pipeline>();
let stopListening: () => void;

/** The stages, put together for one player: player → session → queue → api → transport. */
export interface Pipeline extends DescribePorts<Player> {
  /** Those in force; nothing is tracked before `use()` has said that they are right. */
  settings: Settings<Player>;
  /** Metadata of the next viewing only. */
  overrides: Overrides;
  readonly delivery: Delivery;
  readonly tracker: Tracker;
  /** An event of AD_EVENTS was fired. */
  heardAds(event: string): void;
  /** The latest session. */
  readonly session: SessionQueue | undefined;
  /** In force from the next viewing on; what is under way goes on where it began. */
  use(settings: Settings<Player>): void;
  /** @param told whether other pages of the site know of it */
  setConsent(consent: Consent, told?: boolean): void;
  /** Delivers what earlier pages have left behind. */
  recover(): void;
  signal(type: SignalType): void;
  /** Ends the viewing; what waits is delivered all the same. */
  stop(): void;
  readonly stopped: boolean;
}

function backendOf({ collectionUrl, contentType, storage, recovery }: Settings<Player>): Backend {
  const isStored = storage === 'local' && recovery !== 'off' && collectionUrl !== DRY_RUN;
  const store = isStored ? localStorage : undefined;
  const circuit = (circuits[collectionUrl] ??= createCircuit(clock, random));
  circuit.proven ||= !!store?.get(PROVEN);
  return {
    wire: mediaCollection(collectionUrl),
    send: (request, timeoutMs) => send(request, timeoutMs, contentType),
    circuit,
    store,
  };
}

// eslint-disable-next-line max-lines-per-function -- as long as all that shares its state; none of its parts is
export function createPipeline(
  player: Player & HostPlayer,
  initial: Settings<Player>,
  said: Said,
  warn: Warn,
  report: Report,
): Pipeline {
  let session: SessionQueue | undefined;
  /** The id of the session that the viewing is told in. */
  let current: string | undefined;
  /** What is over once the player is gone. */
  const stops = new Set<() => void>();
  let stopped = false;

  const told: Report = (type, detail) => {
    const { sessionId } = detail as Partial<QueueReport['sessionlost']>;
    if (type === 'sessionopened' && sessionId === session?.sessionId) current = sessionId;
    if (type === 'sessionlost' && sessionId === current) tracker.replaced();
    report(type, detail);
  };
  const rest = (): void => {
    if (stopped && isIdle(delivery) && pipelines.delete(pipeline) && !pipelines.size) stopListening();
  };
  const delivery = createDelivery(ports, told, rest);
  const look = (): Reading => read(player, clock.now(), warn, pipeline.settings, said, inFocus());
  const tracker = createTracker({
    clock,
    stamp: stamps(),
    warn,
    read: look,
    describe() {
      const description = describe(pipeline);
      pipeline.overrides = {};
      return description;
    },
    outlet: (start) => (session = openSession(delivery, start)),
    mainPingMs: () => pipeline.settings.mainPingInterval * 1000,
    adPingMs: () => pipeline.settings.adPingInterval * 1000,
    hidden: isHidden,
    attached: () => ads.attach(),
  });

  const recoverAll = (): void => {
    const { settings } = pipeline;
    if (delivery.consent !== 'in' || stopped) return;
    recover(delivery, {
      recorded: settings.recovery === 'downloaded',
      maxAgeMs: settings.recoveryMaxAge * 1000,
      describe: (start) => describeLate(pipeline, start),
    });
  };

  const signal = (type: SignalType): void => {
    if (type === 'emptied' || type === 'playerreset') said.quality = {};
    // The duration is the last item's until then.
    if (type === 'loadstart' || type === 'playerreset' || !tracker.open) said.liveAt = said.liveZeroMs = 0;
    tracker.signal(type, look());
    const error = type === 'error' && player.error();
    // Code 1 is nobody's fault: the browser was told to stop loading, as when a page is left.
    if (error && error.code !== 1)
      tracker.add('error', { qoe: { errorID: String(error.code), errorSource: 'player' } });
  };

  const giveConsent = (consent: Consent, isKnown?: boolean): void => {
    // A page that has none yet has asked nobody.
    if (isKnown && delivery.consent !== 'in') return;
    const withdrawn = consent === 'out' && !isKnown && pipeline.settings.collectionUrl !== DRY_RUN;
    setConsent(delivery, consent, withdrawn ? localStorage : undefined);
    if (withdrawn) {
      // Other pages hear of it wherever they keep what waits, and nothing stays behind.
      localStorage.set(WITHDRAWN, '1');
      localStorage.remove(WITHDRAWN);
    }
    if (delivery.backend && !stopped) tracker.turn(consent !== 'out');
    recoverAll();
    // Of players that are gone nobody else asks.
    for (const { delivery: other, stopped } of pipelines)
      if (stopped && other.consent === 'pending') setConsent(other, consent);
  };

  stops.add(
    onFocusChange(() => {
      signal('change');
    }),
  );

  const pipeline: Pipeline = {
    player,
    warn,
    settings: initial,
    overrides: {},
    delivery,
    tracker,
    heardAds: (event) => ads.heard(event),
    get session() {
      return session;
    },
    use(settings) {
      pipeline.settings = settings;
      delivery.backend = backendOf(settings);
    },
    setConsent: giveConsent,
    recover: recoverAll,
    signal,
    again: async (failures) => {
      if (stopped) throw new Error('stopped');
      await wait(clock, retryDelayMs(failures, random()), stops);
    },
    get stopped() {
      return stopped;
    },
    stop() {
      tracker.end();
      for (const stop of stops) stop();
      stopped = true;
      rest();
    },
  };
  const ads = watchAds(pipeline);
  if (!pipelines.size) stopListening = listen();
  pipelines.add(pipeline);
  return pipeline;
}

/** For all players of the page together: what one of them writes would be in the way of what another sends. */
function listen(): () => void {
  /** What was there when the page was left. */
  let proven: string | null;
  return onPageLife({
    left(last) {
      for (const { tracker } of pipelines) if (last && tracker.unprepared) tracker.prepare(true);
      leavePage(pipelines, last);
      for (const { tracker } of pipelines)
        if (last) tracker.left();
        else tracker.prepare(true);
      proven = localStorage.get(PROVEN);
    },
    restored() {
      for (const pipeline of pipelines) {
        // Firefox does not tell a page what was written while it was put aside.
        if (proven && localStorage.get(PROVEN) !== proven) pipeline.setConsent('out', true);
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
        answer(pipeline.delivery, key);
        if (key === WITHDRAWN) pipeline.setConsent('out', true);
      }
    },
  });
}
