import videojs from 'video.js';
import 'videojs-media-tracking';
import { begin } from './begin.mjs';

begin(videojs);
