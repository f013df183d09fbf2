import { findChromium } from './find-chromium.mjs';

/**
 * The Chromium of this machine, installed or unpacked where none was: its path, flags for a run without traffic of its
 * own (headless is the launcher's to say) and its environment. Rejects when none runs.
 */
export const chromium = findChromium;
