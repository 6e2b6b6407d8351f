import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {type Browser, chromium} from 'playwright-core';

const projectDir = join(import.meta.dirname, '../../..');

interface InstalledChromium {
  readonly executablePath: string;
  /** What its process needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Set to `npm`, the Chromium of npm is used though another is installed; set to a path, that one is. */
const choice = process.env['PAGE_TEST_CHROMIUM'] ?? '';

/**
 * A browser without a window: a Chrome or Chromium of this machine, else the one that npm has installed with us; null
 * where neither is, with a line that says so.
 */
export async function launchChromium(): Promise<Browser | null> {
  const found = installedChromium() ?? npmChromium();
  if (found === null) {
    process.stderr.write(
      'SKIPPED: the page was not tested, because no Chrome or Chromium is here. Install one, or name it in PAGE_TEST_CHROMIUM.\n',
    );
    return null;
  }
  return chromium.launch({
    executablePath: found.executablePath,
    // Never the arguments that the package of npm proposes: they switch off what keeps origins apart.
    args: ['--no-sandbox'],
    env: {...definedEnv(), ...found.env},
  });
}

/** True where `launchChromium` finds a browser. */
export function hasChromium(): boolean {
  return installedChromium() !== null || canUseNpmChromium();
}

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];
const otherPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function installedChromium(): InstalledChromium | null {
  if (choice === 'npm') return null;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const executablePath = [choice, ...places, ...otherPlaces].find((path) => path !== '' && existsSync(path));
  return executablePath === undefined ? null : {executablePath, env: {}};
}

/** Its binaries are for Linux on Intel alone. */
function canUseNpmChromium(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

function npmChromium(): InstalledChromium | null {
  if (!canUseNpmChromium()) return null;
  const dir = unpacked();
  const env = {
    LD_LIBRARY_PATH: [join(dir, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? ''].join(delimiter),
    FONTCONFIG_FILE: join(dir, 'fonts.conf'),
  };
  return {executablePath: join(dir, 'chromium'), env};
}

/** Unpacks it once. Two that do so at once do it each beside the other, and the first is kept. */
function unpacked(): string {
  const manifest = join(projectDir, 'node_modules/@sparticuz/chromium/package.json');
  const {version}: {version: string} = JSON.parse(readFileSync(manifest, 'utf8'));
  const dir = join(projectDir, '.build', `chromium-${version}`);
  if (existsSync(dir)) return dir;
  const beside = `${dir}.${process.pid}`;
  mkdirSync(beside, {recursive: true});
  const script = join(import.meta.dirname, 'unpack-chromium.mjs');
  const env = {...definedEnv(), TMPDIR: beside, NODE_OPTIONS: ''};
  const result = spawnSync(process.execPath, [script], {env, encoding: 'utf8'});
  if (result.status !== 0) throw new Error(`Cannot unpack the Chromium of npm: ${result.stderr}`);
  writeFileSync(join(beside, 'fonts.conf'), fontsConf(join(dir, 'fonts')));
  try {
    renameSync(beside, dir);
  } catch (fault) {
    rmSync(beside, {recursive: true, force: true});
    if (!existsSync(dir)) throw fault;
  }
  return dir;
}

/** The package's own names the folders of Lambda, so that every text would be zero wide here. */
const fontsConf = (fontsDir: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fontsDir}</dir><cachedir>${fontsDir}-cache</cachedir></fontconfig>
`;

function definedEnv(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}
