import type { SignalName } from '../../contract/types';
import { deadClick } from '../../page/signals/dead-click';
import { rageClick } from '../../page/signals/rage-click';
import { slowPage } from '../../page/signals/slow-page';
import { uncaughtError } from '../../page/signals/uncaught-error';
import type { Watch } from './watch';

const signals: { [name in SignalName]: (happened: () => void, off: AbortSignal) => void } = {
  rage_click: rageClick,
  dead_click: deadClick,
  error: uncaughtError,
  slow_page: slowPage,
};

/** Something went wrong on the page, as far as a browser can tell. */
export const signal: Watch<SignalName> = (name, happened, off) => signals[name](happened, off);
