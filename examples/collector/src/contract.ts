/**
 * All that this collector knows of Earshot. In a project of your own this file is one line:
 * `export * from 'earshot/contract'`.
 */
export * from '../../../src/contract/index';
