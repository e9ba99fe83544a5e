import { Collector } from './collector.js';
import { find } from './dom.js';
import { FaultPanel } from './faults.js';
import { EventLog } from './log.js';
import { addHelpers } from './helpers.js';
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

/** @param {string} collectionUrl @param {string} source @param {boolean} autoplay */
function build(collectionUrl, source, autoplay) {
  const player = stage.create({ autoplay });
  const tracking = player.mediaTracking(trackingOptions(collectionUrl));
  Object.assign(page, { player, tracking });
  follow(tracking);
  load(player, source);
  showStatus();
}

/** @param {Collector} collector @param {Record<string, unknown>} initial */
function watch(collector, initial) {
  const reports = /** @type {HTMLAnchorElement} */ (find('#reports'));
  reports.href = collector.reports;
  const faults = new FaultPanel(collector, { sessionId: () => page.tracking?.status.session.id, initial });
  collector.listen({
    entry: (entry) => log.receive(entry),
    fault: (settings) => faults.show(settings),
    link: (there) => {
      faults.enable(there);
      reports.hidden = !there;
    },
  });
}

async function start() {
  const collectionUrl = await findCollectionUrl();
  const collector = new Collector(collectionUrl);
  const initial = { sessionsDelayMs: Number(query.get('sessionsDelayMs') ?? 5_000) };
  if (query.get('faults') !== 'keep') await collector.setFaults(initial);
  watch(collector, initial);

  const wanted = query.get('source') ?? '';
  let source = wanted in sources ? wanted : 'mp4';
  const showSource = addSourceSwitch(find('#sources'), (name) => {
    source = name;
    showSource(name);
    if (stage.player) load(stage.player, name);
  });
  showSource(source);
  build(collectionUrl, source, query.get('autoplay') === '1');
  addHelpers(stage, { disposed: () => log.release(), rebuild: () => build(collectionUrl, source, false) });
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
