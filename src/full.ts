import { boot } from './loader/boot';

/** Everything in one classic file: what the script tag would load later is already in here. */
boot(() => import('./start'), true);
