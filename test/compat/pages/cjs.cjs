const videojs = require('video.js');
require('videojs-media-tracking');
const { begin } = require('./begin.mjs');

// Some bundlers take video.js's ES module for `require`, too.
begin(videojs.default ?? videojs);
