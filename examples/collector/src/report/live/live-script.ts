import { createHash } from 'node:crypto';
import script from './in-browser.ts?script';

export { script };

/** Changes with the script, as that of the styles does. */
export const scriptPath = `/report/live.js?v=${createHash('sha256').update(script).digest('hex').slice(0, 8)}`;
