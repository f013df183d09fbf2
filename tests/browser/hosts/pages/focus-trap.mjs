import { createFocusTrap } from 'focus-trap';

/** As its documentation has it for what stands beside: without `allowOutsideClick` no click of the page's outside arrives. */
createFocusTrap('#modal', { allowOutsideClick: true }).activate();
