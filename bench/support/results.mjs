import { summary } from './summary.mjs';

/** @import { Kept } from '../main.mjs' */

/** @type {Record<string, string>} */
const TITLES = {
  size: 'Bytes to load',
  startup: 'Start-up',
  'main-thread': 'Main thread per event',
  latency: 'From event to wire',
  journal: 'The write-ahead journal',
  memory: 'Memory',
  'viewer-hour': 'A viewer-hour',
  drain: 'Draining a backlog',
};

/** @param {string} name @param {Kept} kept */
const section = (name, { markdown, on }) =>
  [`## ${TITLES[name] ?? name}`, markdown, `*${on.join('. ')}.*`].join('\n\n');

/** The report. @param {Record<string, Kept>} kept */
export const render = (kept) =>
  [
    '# Measured',
    'Written by `npm run bench`: the plugin beside its peers, in the same run, on a video.js player with a stub tech, so that all meet the same events and no decoder takes part, against a backend on the same machine that speaks each one’s protocol. Ratios are to this plugin. What a peer does not do at all is said where it belongs.',
    '## Summary',
    summary(kept),
    ...Object.entries(kept).map(([name, each]) => section(name, each)),
  ].join('\n\n') + '\n';
