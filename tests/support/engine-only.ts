import { test } from 'vitest';
import { type EngineName, engine } from './browser';

/** A test for some engines only. Of the faults these are all: 2, 13, 20 and 30 run in Chromium, 27 in Firefox, and one test of 21 in WebKit. */
export const testIn = (...engines: EngineName[]) => test.skipIf(!engines.includes(engine));
