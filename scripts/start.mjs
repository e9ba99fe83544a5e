import './built.mjs';

await import('../demo/server/main.mjs');
