import { block } from './blocks.mjs';
import { figure, table } from './table.mjs';

/** @import { Kept } from '../main.mjs' */

const NAMES = ['ours', 'alloy', 'snowplow', 'mux'];

/** @param {any} value @param {string} path */
const at = (value, path) => path.split('.').reduce((inner, key) => inner?.[key], value) ?? NaN;

/** @type {[title: string, benchmark: string, path: string, of?: (value: any) => number][]} */
const ROWS = [
  ['Bytes to load, gzip -9', 'size', 'gzip'],
  ['Script evaluated and set up, ms', 'startup', 'total'],
  ['Main thread per event, p95, ms', 'main-thread', 'p95'],
  ['From event to wire, p95, ms', 'latency', 'p95'],
  ['Wake-ups an hour, playing', 'viewer-hour', 'playing.wakeUps'],
  ['Wake-ups an hour, paused', 'viewer-hour', 'paused.wakeUps'],
  ['Main thread CPU an hour, playing, s', 'viewer-hour', 'playing.cpuSeconds'],
  ['POSTs an hour, playing', 'viewer-hour', 'playing.requests'],
  ['Preflights an hour, playing', 'viewer-hour', 'playing.preflights'],
  ['kB an hour on the wire, playing', 'viewer-hour', 'playing.bytes', (bytes) => bytes / 1000],
  ['100 events drained at 50 ms, s', 'drain', '1.ms', (ms) => ms / 1000],
];

/** The few figures that say most; the block that the README has, too. @param {Record<string, Kept>} kept */
export function summary(kept) {
  const rows = ROWS.filter(([, benchmark]) => kept[benchmark]).map(([title, benchmark, path, of = Number]) => [
    title,
    ...NAMES.map((name) => figure(of(at(kept[benchmark]?.values, `${name}.${path}`)))),
  ]);
  return block('summary', table(['', '**this plugin**', 'Adobe alloy', 'Snowplow media', 'videojs-mux'], rows));
}
