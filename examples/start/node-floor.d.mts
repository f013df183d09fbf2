/** @param version without the v, as in `process.versions.node` */
export function isNodeEnough(version: string): boolean;
