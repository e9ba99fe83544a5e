// @ts-expect-error: it has no types
import videojs from 'video.js/core.es.js';
import 'videojs-media-tracking';
import { begin } from './begin.mjs';

begin(videojs);
