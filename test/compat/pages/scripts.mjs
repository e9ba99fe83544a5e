import { begin } from './begin.mjs';

begin(/** @type {any} */ (window).videojs);
