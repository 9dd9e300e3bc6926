// @ts-check
// Gets this folder ready to run: dependencies and build. Each step does nothing if it is up to
// date, so every command can call it first.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError, npmCommand, root, runSetupStep, say } from './run-program.mjs';

const INSTALL_STAMP = join(root, 'node_modules', '.pixelpool-install');
const BUILD_STAMP = join(root, 'node_modules', '.pixelpool-build');

const BUILD_FOLDERS = ['src', 'public'];
const BUILD_FILES = [
  'index.html',
  'vite.config.ts',
  'vite.cli.config.ts',
  'tools/setup/build-kernel.mjs',
  'tools/setup/service-worker.ts',
  'package.json',
  'package-lock.json',
];
/** Written by the build itself, so changes here need no new build. */
const BUILT = join(root, 'src', 'kernel', 'build');

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const supported = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (supported) return;
  throw new ToolError(
    'pixelpool needs Node 20.19 or a later 20, or Node 22.12 or later, ' +
      `but this is Node ${process.versions.node}.`,
  );
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function installFingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) {
    hash.update(readFileSync(join(root, file)));
  }
  // Some dependencies are native, so a folder shared between two systems needs its own install.
  return hash.update(`${process.platform} ${process.arch}`).digest('hex');
}

/**
 * Records that node_modules matches package-lock.json.
 */
export function markInstalled() {
  writeFileSync(INSTALL_STAMP, installFingerprint());
}

/** Installs the dependencies, unless they match package-lock.json. */
export async function ensureInstalled() {
  checkNode();
  if (readIfThere(INSTALL_STAMP) === installFingerprint()) return;
  say('Installing the dependencies with npm ci.');
  // Both options override the environment: NODE_ENV=production would leave the build tools out, and
  // an outer `npm -s` would hide why an install failed.
  const npm = npmCommand(['ci', '--include=dev', '--loglevel=notice']);
  const code = await runSetupStep(npm.program, npm.args);
  if (code !== 0) {
    throw new ToolError(
      `The dependencies could not be installed: npm ci ended with exit code ${code} ` +
        'and says why above.',
    );
  }
  markInstalled();
}

/**
 * @param {string} folder relative to the root
 * @returns {string[]} every file below it, relative to the root
 */
function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.parentPath !== BUILT)
    .map((entry) => join(entry.parentPath, entry.name));
}

function buildFingerprint() {
  const files = BUILD_FILES.map((file) => join(root, file)).filter((file) => existsSync(file));
  const hash = createHash('sha256');
  for (const file of [...files, ...BUILD_FOLDERS.flatMap(filesBelow)].toSorted()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** The files that a build is known by, and what makes them. */
const BUILDS = [
  { made: ['dist', 'index.html'], args: ['build'], what: 'The page' },
  {
    made: ['dist-cli', 'pixelpool.js'],
    args: ['build', '--config', 'vite.cli.config.ts'],
    what: 'The command line',
  },
];

/**
 * Builds the page into dist/ and the command line into dist-cli/, unless they are up to date. It is up to date for tools that start later,
 * which must not build it again under a browser that shows it.
 */
export async function ensureBuilt() {
  // Computed before the build: a file that changes during it must cause another one.
  const fingerprint = buildFingerprint();
  const built = BUILDS.every(({ made }) => existsSync(join(root, ...made)));
  if (built && readIfThere(BUILD_STAMP) === fingerprint) return;
  say('Building the page and the command line with vite build.');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  for (const { args, what } of BUILDS) {
    const code = await runSetupStep(process.execPath, [vite, ...args]);
    if (code === 0) continue;
    throw new ToolError(
      `${what} could not be built: vite build ended with exit code ${code} and says why above.`,
    );
  }
  writeFileSync(BUILD_STAMP, fingerprint);
}
