/** For pages: the checks of the contract that need no zod. */
export { type Flaw, flawsOf, presetFlaws } from '../contract/flaws';
export { pathOf } from '../contract/path';
export { writtenOut } from '../contract/ready';
