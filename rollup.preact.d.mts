import type { Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin } from 'rollup';

type Edit = [file: string, find: string | string[], put?: string, times?: number];
export interface Patch {
  off: string;
  safe: string;
  edits: Edit[];
}

export const version: string;
export const patches: Patch[];
export function patched(patches?: Patch[], read?: (file: string) => string): { [file: string]: string };
export function checkVersion(installed?: string): void;
export function bundled(patches?: Patch[]): Promise<string>;
export function preactCut(patches?: Patch[]): Plugin & { enforce: 'pre' };
export function preactCutEsbuild(patches?: Patch[]): EsbuildPlugin;
