import { breaks, loadContribAds, SampleAds } from './ads.js';
import { Collector } from './collector.js';
import { find } from './dom.js';
import { FaultPanel } from './faults.js';
import { EventLog } from './log.js';
import { addHelpers } from './helpers.js';
import { Scenarios } from './scenario-cards.js';
import { wellBehaved } from './scenarios.js';
import { addSourceSwitch, load, sources } from './sources.js';
import { Stage } from './stage.js';
import { StatusView } from './status.js';
import { EventTable } from './table.js';
import { addThemeSwitch } from './theme.js';
import { Timeline } from './timeline.js';

const page = /** @type {any} */ (window);
const query = new URLSearchParams(location.search);

const stage = new Stage(find('#screen'));
const log = new EventLog();
const table = new EventTable();
const status = new StatusView();
const timeline = new Timeline(log, stage, (row) => table.reveal(row));
let failing = false;
/** Where ads play, if any do: `beside` the content, or in its `same` element. */
let adPlace = query.get('ads') ?? '';

/** The server the page reports to: the local one, unless the address names another. */
async function findCollectionUrl() {
  const named = query.get('collectionUrl');
  if (named) return named;
  const config = await fetch('/config.json');
  return (await config.json()).collectionUrl;
}

/** @param {string} collectionUrl */
const trackingOptions = (collectionUrl) => ({
  collectionUrl,
  analytics: { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'demo' },
  visitor: { marketingCloudOrgId: '0123456789ABCDEF@AdobeOrg' },
  media: { channel: 'demo', showType: '2' },
  ads: { describeAd: (/** @type {any} */ player) => ({ name: player.ads.ad?.title, advertiser: 'Demo' }) },
  customMetadata: { page: 'demo' },
  ...JSON.parse(query.get('options') ?? '{}'),
});

/** @param {any} tracking */
function follow(tracking) {
  log.follow(tracking);
  const outcomes = { eventretry: true, eventdelivered: false, sessionopened: false };
  for (const [name, fails] of Object.entries(outcomes)) tracking.on(name, () => (failing = fails));
  for (const name of [
    'eventqueued',
    'eventsent',
    'eventretry',
    'eventdelivered',
    'eventdropped',
    'sessionopened',
    'sessionclosed',
    'invalid',
  ]) {
    tracking.on(name, showStatus);
  }
}

function showStatus() {
  if (page.tracking) status.show(page.tracking.status, failing);
}

/** Like every plugin on contrib-ads in the same turn as the player; before or after the tracking makes no difference. @param {any} player */
function setUpAds(player) {
  if (!adPlace) return;
  const wanted = JSON.parse(query.get('breaks') ?? 'null');
  const lateMs = Number(query.get('adsLateMs'));
  page.ads = new SampleAds(player, { breaks: wanted ?? breaks, recycled: adPlace === 'same', lateMs });
}

/** @param {string} collectionUrl @param {string} source @param {boolean} autoplay */
function build(collectionUrl, source, autoplay) {
  const last = query.has('adsLast');
  const player = stage.create({ autoplay, setUp: (player) => last || setUpAds(player) });
  const tracking = player.mediaTracking(trackingOptions(collectionUrl));
  if (last) setUpAds(player);
  Object.assign(page, { player, tracking });
  follow(tracking);
  load(player, source);
  showStatus();
}

/** @param {Collector} collector @param {FaultPanel} faults @param {Scenarios} scenarios */
function watch(collector, faults, scenarios) {
  const reports = /** @type {HTMLAnchorElement} */ (find('#reports'));
  reports.href = collector.reports;
  collector.listen({
    entry(entry) {
      log.receive(entry);
      scenarios.receive(entry);
    },
    reset: () => scenarios.clear(),
    fault: (settings) => faults.show(settings),
    link: (there) => {
      faults.enable(there);
      scenarios.enable(there);
      reports.hidden = !there;
    },
  });
}

async function start() {
  const collectionUrl = await findCollectionUrl();
  const collector = new Collector(collectionUrl);
  const keeps = query.get('faults') === 'keep';
  const sessionsDelayMs = keeps ? 0 : Number(query.get('sessionsDelayMs') ?? 5_000);
  const initial = { ...wellBehaved, sessionsDelayMs };
  // A scenario that was given up has left the server as it had it.
  if (!keeps && !Scenarios.waits()) await collector.setFaults(initial);
  const wanted = query.get('source') ?? '';
  let source = wanted in sources ? wanted : 'mp4';
  const showSource = addSourceSwitch(find('#sources'), (name) => {
    source = name;
    showSource(name);
    if (stage.player) load(stage.player, name);
  });
  showSource(source);
  if (adPlace) await loadContribAds();
  const places = /** @type {HTMLSelectElement} */ (find('#ads'));
  places.value = adPlace;
  places.addEventListener('change', async () => {
    adPlace = places.value;
    if (adPlace) await loadContribAds();
    if (!stage.player) return;
    stage.dispose();
    log.release();
    build(collectionUrl, source, false);
  });
  const rebuild = () => build(collectionUrl, source, false);
  const faults = new FaultPanel(collector, { sessionId: () => page.tracking?.status.session.id, initial });
  const anew = () => {
    if (!stage.player) find('#dispose').click();
    else {
      stage.dispose();
      log.release();
      rebuild();
    }
    return page;
  };
  // Who changes the server meanwhile is told of a verdict that means nothing.
  const scenarios = new Scenarios(collector, initial, anew, (running) => faults.hold(running));
  watch(collector, faults, scenarios);
  build(collectionUrl, source, query.get('autoplay') === '1');
  void scenarios.resume();
  addHelpers(stage, { disposed: () => log.release(), rebuild });
  // The counts also change by what is said to nobody, such as consent.
  setInterval(showStatus, 500);
}

log.addEventListener('change', (event) => table.update(/** @type {CustomEvent} */ (event).detail));
addThemeSwitch(() => timeline.repaint());

const ready = start();
page.demo = { recorded: stage.recorded, events: log.rows, ready };
ready.catch((error) => {
  const built = typeof page.videojs?.getPlugin?.('mediaTracking') === 'function';
  const notice = find('#notice');
  notice.textContent = built ? String(error) : 'The plugin is not built yet: run npm run build, then reload.';
  notice.hidden = false;
});
