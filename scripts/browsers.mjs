import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM = {
  variable: 'CHROME_BIN',
  names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  elsewhere: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  debianPackages: ['chromium'],
};

const FIREFOX = {
  variable: 'FIREFOX_BIN',
  names: ['firefox-esr', 'firefox'],
  elsewhere: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  // Firefox decodes H.264 and AAC with the system's libavcodec, which Debian only recommends.
  debianPackages: ['firefox-esr', 'libavcodec-extra'],
};

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {typeof CHROMIUM} browser */
function locate({ variable, names, elsewhere }) {
  const chosen = process.env[variable];
  const directories = (process.env.PATH ?? '').split(delimiter);
  const onPath = names.flatMap((name) => directories.map((directory) => join(directory, name)));
  return [...(chosen ? [chosen] : []), ...onPath, ...elsewhere].find(isExecutable);
}

/** @param {string[]} packages */
function installFromDebian(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Standard output belongs to the test results.
  const run = (/** @type {string[]} */ ...args) =>
    execFileSync('apt-get', args, { env, stdio: ['ignore', process.stderr.fd, process.stderr.fd] });
  run('update');
  run('install', '-y', '--no-install-recommends', ...packages);
}

const mayInstall = () =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/** @param {string[]} packages */
function missing(packages) {
  const installed = (/** @type {string} */ name) =>
    spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' }).stdout.endsWith(' installed');
  return packages.filter((name) => !installed(name));
}

/** @param {typeof CHROMIUM} browser */
function find(browser) {
  // The tests need both, and updating the package lists is what takes time.
  const fromDebian = [CHROMIUM, FIREFOX].filter((each) => locate(each)?.startsWith('/usr/bin/') ?? true);
  const packages = mayInstall() ? missing(fromDebian.flatMap(({ debianPackages }) => debianPackages)) : [];
  if (packages.length) installFromDebian(packages);
  const found = locate(browser);
  if (found) return found;
  throw new Error(
    `No ${browser.names[0]} found: install ${browser.names.join(', ')} or name the program in ${browser.variable}.`,
  );
}

/** Path of a Chromium or Chrome; installs Debian's if there is none and that is allowed, else throws telling what to do. */
export const findChromium = () => find(CHROMIUM);

/** Path of a Firefox; installs Debian's if there is none and that is allowed, else throws telling what to do. */
export const findFirefox = () => find(FIREFOX);
