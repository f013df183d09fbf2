/** For pages: the checks of the contract that need no zod. */
export { type Flaw, flawsOf } from '../contract/flaws';
